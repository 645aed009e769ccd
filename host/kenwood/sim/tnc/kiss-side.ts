import { decodeFrame } from '../../../packet/ax25/index.js';
import {
  encodeKiss,
  FEND,
  FESC,
  KISS_COMMANDS,
  KissDecoder,
  type KissFrame,
} from '../../../packet/kiss/index.js';
import type { Air } from '../channel/air.js';

/** The TNC while it is in KISS: frames in, frames out, parameters kept. */
export class KissSide {
  /** KISS parameters 1 to 5 by number, as the host last set them. */
  readonly parameters = new Map<number, number>();
  #decoder = new KissDecoder();
  /** An FESC whose next byte decides what it was. */
  #isEscaped = false;

  constructor(
    private readonly air: Air,
    private readonly dropped: (why: string) => void,
    /** Whether FESC FEND changes nothing and the frame continues; otherwise that frame is dropped. */
    private readonly cutGoesOn: boolean,
  ) {}

  /** Power is lost, or KISS has ended: a frame that was begun is gone. */
  reset(): void {
    this.#decoder = new KissDecoder();
    this.#isEscaped = false;
  }

  /** @returns true when the host asked to leave KISS */
  take(byte: number): boolean {
    if (this.cutGoesOn && byte === FESC && !this.#isEscaped) {
      this.#isEscaped = true;
      return false;
    }
    const bytes = this.#isEscaped ? (byte === FEND ? [] : [FESC, byte]) : [byte];
    this.#isEscaped = false;
    return this.#decoder.push(Uint8Array.from(bytes)).some((frame) => this.#run(frame));
  }

  #run({ port, command, data }: KissFrame): boolean {
    if (command === KISS_COMMANDS.return) return true;
    if (command > KISS_COMMANDS.fullduplex) return false; // unknown to it, on any port
    if (port !== 0) this.dropped(`a frame for port ${port}: there is only port 0`);
    else if (command === KISS_COMMANDS.data) this.#transmit(data);
    else this.parameters.set(command, data[0] ?? 0);
    return false;
  }

  #transmit(data: Uint8Array): void {
    const decoded = decodeFrame(data);
    if (decoded.ok) this.air.transmit(data, decoded.frame);
    else this.dropped(`${data.length} bytes that are no AX.25 frame: ${decoded.error}`);
  }

  /** A packet from the air, as the host gets it. */
  heard(data: Uint8Array): Uint8Array {
    return encodeKiss({ port: 0, command: KISS_COMMANDS.data, data });
  }
}
