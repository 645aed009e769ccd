import { setImmediate as loopTurn } from 'node:timers/promises';
import { type Clock, stopReason, type Timer } from '../host/base/clock.js';

interface Due {
  readonly at: number;
  readonly act: () => void;
}

/**
 * A clock to pass in that stands still until it is stepped: for code that also has real sockets, where
 * `virtual-time.ts` would overtake them. Timers of the process itself are not touched.
 */
export class SteppedClock implements Clock {
  #now = 0;
  /** In the order in which they are due. */
  readonly #due: Due[] = [];

  now(): number {
    return this.#now;
  }

  after(delayMs: number, act: () => void): Timer {
    const timer: Due = { at: this.#now + Math.max(0, delayMs), act };
    const later = this.#due.findIndex(({ at }) => at > timer.at);
    this.#due.splice(later === -1 ? this.#due.length : later, 0, timer);
    return {
      cancel: () => {
        const index = this.#due.indexOf(timer);
        if (index !== -1) this.#due.splice(index, 1);
      },
    };
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        timer.cancel();
        reject(stopReason(signal));
      };
      const timer = this.after(delayMs, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Goes on to the next timer that is due by `until`, and lets it act; false where there is none. */
  step(until = Number.POSITIVE_INFINITY): boolean {
    const [next] = this.#due;
    if (!next || next.at > until) return false;
    this.#due.shift();
    this.#now = next.at;
    next.act();
    return true;
  }

  /** Lets everything happen for so long: what takes no time between two timers, too. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    do await loopTurn();
    while (this.step(until));
    this.#now = until;
  }
}
