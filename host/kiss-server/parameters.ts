import { joinBytes } from '../base/index.js';
import { encodeKiss, KISS_COMMANDS, type KissFrame } from '../packet/kiss/index.js';

/** Whether it is a KISS parameter, which changes how the TNC transmits. */
export function isParameter({ command }: Pick<KissFrame, 'command'>): boolean {
  return command >= KISS_COMMANDS.txdelay && command <= KISS_COMMANDS.fullduplex;
}

/** The latest KISS parameters, for each port of the TNC: a power cycle loses them. */
export class Parameters {
  readonly #byPlace = new Map<string, KissFrame>();

  constructor(fixed: readonly KissFrame[]) {
    for (const frame of fixed) this.keep(frame);
  }

  keep(frame: KissFrame): void {
    this.#byPlace.set(`${frame.port} ${frame.command}`, frame);
  }

  /** All of them as KISS bytes, one frame after the other; empty if none was set. */
  get bytes(): Uint8Array {
    return joinBytes([...this.#byPlace.values()].map((frame) => encodeKiss(frame)));
  }
}
