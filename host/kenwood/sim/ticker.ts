import type { Clock, Timer } from '../../base/index.js';

/** Things that happen again and again, or later. */
export class Ticker {
  readonly #timers = new Map<() => void, Timer>();

  constructor(private readonly clock: Clock) {}

  /** Calls `act` at this interval, s; never for 0. */
  every(seconds: number, act: () => void): void {
    if (seconds === 0) return;
    const next = this.clock.after(seconds * 1000, () => {
      act();
      this.every(seconds, act);
    });
    this.#timers.set(act, next);
  }

  /** Calls `act` once, after this time, ms. */
  once(ms: number, act: () => void): void {
    const timer = this.clock.after(ms, () => {
      this.#timers.delete(act);
      act();
    });
    this.#timers.set(act, timer);
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }
}
