import type { Clock } from '../base/index.js';

const WINDOW_MS = 1000;
const REPORTS_PER_WINDOW = 5;

/** Limits how often the same thing is reported per second; the rest is counted for the next report. */
export class Restraint {
  #windowFrom = Number.NEGATIVE_INFINITY;
  #reported = 0;
  #pendingReports = 0;

  constructor(private readonly clock: Clock) {}

  /** @returns how many were only counted before this one; undefined if this one is only counted, too */
  next(): number | undefined {
    const now = this.clock.now();
    if (now - this.#windowFrom >= WINDOW_MS) {
      this.#windowFrom = now;
      this.#reported = 0;
    }
    if (this.#reported === REPORTS_PER_WINDOW) {
      this.#pendingReports++;
      return undefined;
    }
    this.#reported++;
    const pendingReports = this.#pendingReports;
    this.#pendingReports = 0;
    return pendingReports;
  }
}
