import type { Clock, Timer } from './clock.js';

/** The running timers of one owner, which end together. */
export class TimerSet {
  readonly #running = new Set<Timer>();

  constructor(private readonly clock: Clock) {}

  /** Calls `act` once, `delayMs` from now. */
  after(delayMs: number, act: () => void): Timer {
    const timer = this.clock.after(delayMs, () => {
      this.#running.delete(timer);
      act();
    });
    this.#running.add(timer);
    return {
      cancel: () => {
        timer.cancel();
        this.#running.delete(timer);
      },
    };
  }

  cancelAll(): void {
    for (const timer of this.#running) timer.cancel();
    this.#running.clear();
  }
}
