import { ACK_NUMBER_BYTES } from './ack-mode.js';
import { FEND, FESC, KISS_COMMANDS, type KissFrame, TFEND, TFESC } from './codes.js';

/** What a decoder holds to. */
export interface KissDecoderOptions {
  /** Longest frame accepted: type byte and unescaped data. Also all the memory the decoder will ever hold. */
  readonly maxFrameBytes?: number;
}

/** A type byte and the shortest AX.25 frame: two addresses and a control byte (AX.25 2.2, section 3.9, less FCS). */
const SHORTEST_DATA_FRAME = 16;

/** Running totals of what was thrown away or forgiven, for a status line. */
export interface KissDropped {
  /** Frames longer than `maxFrameBytes`. */
  oversized: number;
  /** Frames that ended right after an FESC: at least one byte is missing, so they are not delivered. */
  cut: number;
  /** Bytes outside any frame, with those after the limit of an oversized one. */
  noiseBytes: number;
  /** FESC before a byte that needs none; the byte was kept. */
  looseEscapes: number;
}

/**
 * KISS bytes to frames, in pieces of any size. Never throws.
 *
 *   outside --FEND--> inside --FESC--> escaped      FEND ends a frame, and an empty frame is no frame:
 *                       |  <--any byte--'           FEND FEND stays inside.
 *                       '--too long--> outside
 *
 * The paper puts a FEND before and after each frame, but some TNCs let one FEND do both. So the FEND that ends a
 * frame may begin the next: what follows it is a frame if it looks like one with data, and noise (a TNC that
 * restarts and prints its banner) if it does not. Either way the next FEND starts over, and no whole frame is lost.
 *
 * Stray escapes are forgiven: FESC then any byte but TFEND and TFESC gives that byte. The paper calls it an error on
 * which "no action is taken"; the Kenwood DB 43 (see `escapeC`) needs the byte, and an AX.25 frame that
 * lost one would be refused anyway.
 */
export class KissDecoder {
  readonly dropped: KissDropped = { oversized: 0, cut: 0, noiseBytes: 0, looseEscapes: 0 };
  readonly #buffer: Uint8Array;
  #length = 0;
  #state: 'outside' | 'inside' | 'escaped' = 'outside';
  /** The FEND before this content also ended a frame, so the content may be noise. */
  #shared = false;

  constructor({ maxFrameBytes = 2048 }: KissDecoderOptions = {}) {
    this.#buffer = new Uint8Array(maxFrameBytes);
  }

  /** Bytes of an unfinished frame, at most `maxFrameBytes`. */
  get pendingBytes(): number {
    return this.#length;
  }

  /** The frames that this chunk completes, in order; each owns its memory. */
  push(chunk: Uint8Array): KissFrame[] {
    const frames: KissFrame[] = [];
    for (const byte of chunk) {
      if (byte !== FEND) this.#take(byte);
      else if (this.#state === 'inside' && this.#length > 0 && !this.#isNoise()) frames.push(this.#finish());
      else this.#begin();
    }
    return frames;
  }

  get #typeByte(): number {
    return this.#buffer[0] ?? 0;
  }

  #isNoise(): boolean {
    if (!this.#shared) return false;
    switch (this.#typeByte & 0x0f) {
      case KISS_COMMANDS.data:
        return this.#length < SHORTEST_DATA_FRAME;
      case KISS_COMMANDS.ackmode:
        return this.#length < SHORTEST_DATA_FRAME + ACK_NUMBER_BYTES;
      default:
        return true;
    }
  }

  #begin(): void {
    if (this.#state === 'escaped') this.dropped.cut += 1;
    else this.dropped.noiseBytes += this.#length;
    this.#length = 0;
    this.#state = 'inside';
    this.#shared = false;
  }

  #finish(): KissFrame {
    const type = this.#typeByte;
    const data = this.#buffer.slice(1, this.#length); // a copy
    this.#length = 0;
    this.#shared = true;
    return type === KISS_COMMANDS.return
      ? { port: 0, command: type, data }
      : { port: type >> 4, command: type & 0x0f, data };
  }

  #take(byte: number): void {
    switch (this.#state) {
      case 'outside':
        this.dropped.noiseBytes += 1;
        return;
      case 'inside':
        if (byte === FESC) this.#state = 'escaped';
        else this.#keep(byte);
        return;
      case 'escaped':
        this.#state = 'inside';
        this.#keep(this.#unescape(byte));
        return;
    }
  }

  #unescape(byte: number): number {
    if (byte === TFEND) return FEND;
    if (byte === TFESC) return FESC;
    this.dropped.looseEscapes += 1;
    return byte;
  }

  #keep(byte: number): void {
    if (this.#length < this.#buffer.length) {
      this.#buffer[this.#length] = byte;
      this.#length += 1;
      return;
    }
    this.dropped.oversized += 1;
    this.#length = 0;
    this.#state = 'outside';
  }
}
