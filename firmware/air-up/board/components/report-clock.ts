/** A tick of an AVR is 1.024 ms, so it reports by so much later than agreed, with room. */
const SLOWER = 1.05;
/** Time over which a lag must show before it is believed, ms, and how large it is then, ms. */
const WINDOW_MS = 500;
const LAG_MS = 100;
/** More reports than agreed in that time, by this factor, are a backlog, and their lag is real. */
const BACKLOG = 1.5;

/**
 * When a board has measured what arrives. A board reports at a steady interval; a radio link brings reports late, in
 * packets, or all at once after a stall. So a report counts as one interval after the one before it, or as just
 * measured if it came earlier than that: the times follow the reports that were on their way the shortest, and old
 * ones stay old. How long the shortest is on its way can't be told (host/link/SOURCES.md#delay).
 */
export class ReportClock {
  #measuredAtMs = Number.NEGATIVE_INFINITY;
  #windowFromMs = Number.NEGATIVE_INFINITY;
  #inWindow = 0;
  #leastLagMs = Number.POSITIVE_INFINITY;

  #intervalMs: number;

  /** @param agreedMs the interval that was agreed with the board */
  constructor(private readonly agreedMs: number) {
    this.#intervalMs = agreedMs;
  }

  /** Takes the arrival of a report. @returns when it was measured, plus the shortest time that reports need, ms */
  measuredAt(arrivedAtMs: number): number {
    const dueMs = this.#measuredAtMs + this.#intervalMs * SLOWER;
    this.#measuredAtMs = Number.isFinite(dueMs) ? Math.min(arrivedAtMs, dueMs) : arrivedAtMs;
    this.#inWindow++;
    this.#leastLagMs = Math.min(this.#leastLagMs, arrivedAtMs - this.#measuredAtMs);
    const passedMs = arrivedAtMs - this.#windowFromMs;
    if (passedMs < WINDOW_MS) return this.#measuredAtMs;
    // Reports were lost, or the board paused, or is slower: what comes evenly now is not old.
    const isBacklog = this.#inWindow * this.#intervalMs > BACKLOG * passedMs;
    if (this.#leastLagMs > LAG_MS && !isBacklog) {
      this.#measuredAtMs = arrivedAtMs;
      this.#intervalMs = Math.max(this.agreedMs, passedMs / this.#inWindow);
    }
    this.#windowFromMs = arrivedAtMs;
    this.#inWindow = 0;
    this.#leastLagMs = Number.POSITIVE_INFINITY;
    return this.#measuredAtMs;
  }
}
