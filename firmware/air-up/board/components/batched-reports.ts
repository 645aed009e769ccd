/** Nothing for so long, ms, and then so many reports of one input within BURST_MS, is a module that held them back. */
const PAUSE_MS = 150;
const BURST_REPORTS = 5;
const BURST_MS = 20;
/** Several in a row: a link that has stalled once brings one burst as well. */
const BURSTS = 3;

/**
 * Watches the arrival of one input's reports. Some Bluetooth modules hold what a board sends until they have 230 bytes,
 * unless it pauses for 120 ms (host/link/SOURCES.md#hold); slower reports are through at once.
 */
export class BatchedReports {
  #lastAtMs = Number.NaN;
  #burstAtMs = Number.NaN;
  #inBurst = 0;
  #bursts = 0;

  /** Takes the arrival of a report. @returns true once it is clear that reports are held back */
  isBatched(atMs: number): boolean {
    const gapMs = atMs - this.#lastAtMs;
    this.#lastAtMs = atMs;
    if (gapMs >= PAUSE_MS) {
      this.#bursts = this.#inBurst >= BURST_REPORTS ? this.#bursts + 1 : 0;
      this.#burstAtMs = atMs;
      this.#inBurst = 1;
    } else if (atMs - this.#burstAtMs <= BURST_MS) this.#inBurst++;
    else this.#bursts = 0;
    return this.#bursts >= BURSTS;
  }
}
