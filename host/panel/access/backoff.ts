import type { Clock } from '../../base/index.js';

/** Limits for wrong tries. */
export interface Patience {
  /** Wrong tries without a wait. */
  readonly free: number;
  /** The wait after the next one, ms; it doubles with each. */
  readonly firstMs: number;
  readonly mostMs: number;
}

/** Makes guessing slow: after some wrong tries each next one must wait longer. */
export class Backoff {
  #wrong = 0;
  #untilMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly patience: Patience,
  ) {}

  /** Time until the next try is accepted, ms; 0: now. */
  get waitMs(): number {
    return Math.max(0, this.#untilMs - this.clock.now());
  }

  failed(): void {
    this.#wrong++;
    const { free, firstMs, mostMs } = this.patience;
    const over = this.#wrong - free;
    if (over > 0) this.#untilMs = this.clock.now() + Math.min(mostMs, firstMs * 2 ** (over - 1));
  }
}
