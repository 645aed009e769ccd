import { decodeFrame } from '../../../packet/ax25/index.js';
import {
  encodeKiss,
  FEND,
  FESC,
  KISS_COMMANDS,
  KissDecoder,
  type KissFrame,
  TFEND,
  TFESC,
} from '../../../packet/kiss/index.js';
import type { Air } from '../channel/air.js';

/** What the KISS side of a simulated TNC works with. */
export interface KissSetup {
  readonly air: Air;
  /** Whether FESC FEND changes nothing and the frame continues; otherwise that frame is dropped. */
  readonly cutGoesOn: boolean;
  /** Whether FESC and a byte that needs none, as `DB 43`, are both dropped; otherwise the byte stays. */
  readonly losesEscaped: boolean;
  dropped(why: string): void;
  /** @returns whether the TNC is still alive to transmit the data */
  bears(data: Uint8Array): boolean;
}

/** The TNC while it is in KISS: frames in, frames out, parameters kept. */
export class KissSide {
  /** KISS parameters 1 to 5 by number, as the host last set them. */
  readonly parameters = new Map<number, number>();
  #decoder = new KissDecoder();
  /** An FESC whose next byte decides what it was. */
  #isEscaped = false;

  constructor(private readonly setup: KissSetup) {}

  /** Power is lost, or KISS has ended: a frame that was begun is gone. */
  reset(): void {
    this.#decoder = new KissDecoder();
    this.#isEscaped = false;
  }

  /** @returns true when the host asked to leave KISS */
  take(byte: number): boolean {
    if (byte === FESC && !this.#isEscaped) {
      this.#isEscaped = true;
      return false;
    }
    const bytes = this.#isEscaped ? this.#escaped(byte) : [byte];
    this.#isEscaped = false;
    return this.#decoder.push(Uint8Array.from(bytes)).some((frame) => this.#run(frame));
  }

  /** What counts of FESC and the byte after it. */
  #escaped(byte: number): readonly number[] {
    if (byte === FEND && this.setup.cutGoesOn) return [];
    if (this.setup.losesEscaped && byte !== FEND && byte !== TFEND && byte !== TFESC) return [];
    return [FESC, byte];
  }

  #run({ port, command, data }: KissFrame): boolean {
    if (command === KISS_COMMANDS.return) return true;
    if (command > KISS_COMMANDS.fullduplex) return false; // unknown to it, on any port
    if (port !== 0) this.setup.dropped(`a frame for port ${port}: there is only port 0`);
    else if (command === KISS_COMMANDS.data) this.#transmit(data);
    else this.parameters.set(command, data[0] ?? 0);
    return false;
  }

  #transmit(data: Uint8Array): void {
    const decoded = decodeFrame(data);
    if (!this.setup.bears(data)) return;
    if (decoded.ok) this.setup.air.transmit(data, decoded.frame);
    else this.setup.dropped(`${data.length} bytes that are no AX.25 frame: ${decoded.error}`);
  }

  /** A packet from the air, as the host gets it. */
  heard(data: Uint8Array): Uint8Array {
    return encodeKiss({ port: 0, command: KISS_COMMANDS.data, data });
  }
}
