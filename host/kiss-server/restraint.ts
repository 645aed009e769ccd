import type { Clock } from '../base/clock.js';

const WINDOW_MS = 1000;
const TOLD_PER_WINDOW = 5;

/** Holds somebody back who would say the same thousand times a second: some are told, the rest is counted. */
export class Restraint {
  #windowFrom = Number.NEGATIVE_INFINITY;
  #told = 0;
  #untold = 0;

  constructor(private readonly clock: Clock) {}

  /** @returns how many went untold before this one; undefined where this one is only counted, too */
  next(): number | undefined {
    const now = this.clock.now();
    if (now - this.#windowFrom >= WINDOW_MS) {
      this.#windowFrom = now;
      this.#told = 0;
    }
    if (this.#told === TOLD_PER_WINDOW) {
      this.#untold++;
      return undefined;
    }
    this.#told++;
    const untold = this.#untold;
    this.#untold = 0;
    return untold;
  }
}
