import type { Clock, Timer } from '../../../host/base/index.js';

/** Maximum time between steps, ms: without reports the cycle still must see how old its readings are. */
const SLOWEST_MS = 100;
/** A timer that comes so late has waited for the whole program, ms. */
const LATE_MS = 20;

/**
 * Decides when steps happen: with every set of reports, immediately on a command, and at least every 100 ms. A step
 * that throws ends it.
 */
export class StepLoop {
  /** Resolves after the last step, rejects when a step throws. */
  readonly over: Promise<void>;
  #end: (error?: unknown) => void = () => {};
  #timer: Timer | undefined;
  #isStepping = false;
  #again = false;
  #isOver = false;

  /** @param step one step; returns false if it was the last */
  constructor(
    private readonly clock: Clock,
    private readonly step: (nowMs: number) => boolean,
  ) {
    this.over = new Promise((resolve, reject) => {
      this.#end = (error) => {
        this.#isOver = true;
        this.#timer?.cancel();
        if (error === undefined) resolve();
        else reject(error);
      };
    });
    this.over.catch(() => {}); // the caller of this awaits it; it may fail before that
  }

  /** Steps now, or once more after the current step if called from within one. */
  readonly now = (): void => {
    this.#again = true;
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      while (this.#again && !this.#isOver) {
        this.#again = false;
        if (!this.step(this.clock.now())) this.#end();
      }
    } catch (error) {
      this.#end(error ?? new Error('a step failed without saying why'));
    }
    this.#isStepping = false;
    if (this.#isOver) return;
    this.#timer?.cancel();
    const dueMs = this.clock.now() + SLOWEST_MS;
    this.#timer = this.clock.after(SLOWEST_MS, () => this.#due(dueMs));
  };

  /** A timer of a computer that has stumbled comes before the bytes that wait: they are read first. */
  #due(dueMs: number): void {
    if (this.clock.now() - dueMs < LATE_MS) this.now();
    else this.#timer = this.clock.after(1, this.now);
  }
}
