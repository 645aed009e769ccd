import { FEND, FESC, KISS_COMMANDS, type KissFrame, TFEND, TFESC } from './kiss-codes.js';

export interface KissDecoderOptions {
  /** Longest frame accepted: type byte and unescaped data. Also all the memory the decoder will ever hold. */
  readonly maxFrameBytes?: number;
  /**
   * Let one FEND both end a frame and begin the next. The paper puts a FEND before and after each frame, and
   * Dire Wolf (src/kiss_frame.c) reads it so; with this off, text between two frames (a TNC that restarts) is
   * not taken for a frame.
   */
  readonly sharedFend?: boolean;
}

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
 *   outside --FEND--> inside --FESC--> escaped      FEND ends a frame (inside -> outside), and an empty
 *      ^                |  <--any byte--'           frame is no frame: FEND FEND stays inside.
 *      '---too long-----'                           After a damaged frame the next FEND is taken as a
 *                                                   beginning: waiting for one more would lose a whole frame.
 *
 * Stray escapes are forgiven: FESC then any byte but TFEND and TFESC gives that byte. For the paper it is an
 * error; the Kenwood DB 43 (see `escapeC`) needs the byte kept.
 */
export class KissDecoder {
  readonly dropped: KissDropped = { oversized: 0, cut: 0, noiseBytes: 0, looseEscapes: 0 };
  readonly #buffer: Buffer;
  readonly #afterFrame: 'inside' | 'outside';
  #length = 0;
  #state: 'outside' | 'inside' | 'escaped' = 'outside';

  constructor({ maxFrameBytes = 2048, sharedFend = false }: KissDecoderOptions = {}) {
    this.#buffer = Buffer.alloc(maxFrameBytes);
    this.#afterFrame = sharedFend ? 'inside' : 'outside';
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
      else if (this.#state === 'inside' && this.#length > 0) frames.push(this.#finish());
      else this.#begin();
    }
    return frames;
  }

  #begin(): void {
    if (this.#state === 'escaped') this.dropped.cut += 1;
    this.#length = 0;
    this.#state = 'inside';
  }

  #finish(): KissFrame {
    const type = this.#buffer.readUInt8(0);
    const data = Buffer.from(this.#buffer.subarray(1, this.#length));
    this.#length = 0;
    this.#state = this.#afterFrame;
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
      this.#buffer.writeUInt8(byte, this.#length);
      this.#length += 1;
      return;
    }
    this.dropped.oversized += 1;
    this.#length = 0;
    this.#state = 'outside';
  }
}
