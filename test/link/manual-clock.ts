import type { Clock, Timer } from '../../host/base/clock.js';

/** A clock that advances only in {@link run}; timers due at the same time fire in the order they were set. */
export class ManualClock implements Clock {
  #now = 0;
  #order = 0;
  readonly #timers = new Set<{ at: number; order: number; act: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, act: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, act };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Fires due timers until none is left, or until `untilMs`. */
  run(untilMs = Number.POSITIVE_INFINITY): void {
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at || a.order - b.order);
      if (!next || next.at > untilMs) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.act();
    }
    if (Number.isFinite(untilMs)) this.#now = untilMs;
  }
}
