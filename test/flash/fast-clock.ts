import { type Clock, systemClock, type Timer } from '../../host/base/clock.js';

interface Waiting {
  readonly at: number;
  readonly act: () => void;
  handle: Timer;
}

/**
 * The computer's clock with a variable speed: waits that nothing can end run fast. Pending waits follow a change.
 */
export class FastClock implements Clock {
  readonly #waiting = new Set<Waiting>();
  #since = systemClock.now();
  #base = 0;

  constructor(private times = 1) {}

  now(): number {
    return this.#base + (systemClock.now() - this.#since) * this.times;
  }

  after(delayMs: number, act: () => void): Timer {
    const at = this.now() + delayMs;
    const waiting: Waiting = { at, act, handle: this.#start(() => this.#end(waiting), delayMs) };
    this.#waiting.add(waiting);
    return {
      cancel: () => {
        waiting.handle.cancel();
        this.#waiting.delete(waiting);
      },
    };
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(delayMs / this.times, signal);
  }

  /** Runs this many times faster than real time from now on. */
  run(times: number): void {
    this.#base = this.now();
    this.#since = systemClock.now();
    this.times = times;
    for (const waiting of this.#waiting) {
      waiting.handle.cancel();
      waiting.handle = this.#start(() => this.#end(waiting), waiting.at - this.now());
    }
  }

  #start(act: () => void, delayMs: number): Timer {
    return systemClock.after(Math.max(0, delayMs) / this.times, act);
  }

  #end(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    waiting.act();
  }
}
