import type { Clock } from '../../base/index.js';

/** Packets that all phones together may transmit within {@link WINDOW_MS}; one at 1200 baud takes about a second. */
const MOST = 12;
const WINDOW_MS = 60_000;

/** Keeps a page that has gone wild off the channel. */
export class TransmitLimit {
  /** When the last ones were transmitted, ms of the clock. */
  #times: readonly number[] = [];

  constructor(private readonly clock: Clock) {}

  /** @returns time until the next one may go out, s; 0: now, and it is counted */
  take(): number {
    const now = this.clock.now();
    this.#times = this.#times.filter((atMs) => now - atMs < WINDOW_MS);
    const [oldest = now] = this.#times;
    if (this.#times.length >= MOST) return Math.ceil((oldest + WINDOW_MS - now) / 1000);
    this.#times = [...this.#times, now];
    return 0;
  }
}
