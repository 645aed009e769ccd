/** Maximum rest that a pin needs before its active time starts again, ms. */
const LONGEST_REST_MS = 1000;

/**
 * How long a leased pin was active without a rest, by the rule of firmware/failsafe: the time continues through an
 * interruption that is shorter than the limit itself and than 1 s.
 */
export class ActiveTime {
  #sinceMs: number | undefined;
  /** Time from which it is at its safe level; undefined while it is active. */
  #safeSinceMs: number | undefined = Number.NEGATIVE_INFINITY;

  get isActive(): boolean {
    return this.#safeSinceMs === undefined;
  }

  record(isActive: boolean, nowMs: number, limitMs: number): void {
    if (isActive === this.isActive) return;
    if (isActive) {
      const restMs = Math.min(limitMs, LONGEST_REST_MS);
      if (nowMs - (this.#safeSinceMs ?? nowMs) >= restMs) this.#sinceMs = nowMs;
      this.#safeSinceMs = undefined;
    } else {
      this.#safeSinceMs = nowMs;
    }
  }

  /** When a limit above 0 ends; Infinity while the pin is at its safe level. */
  endsAtMs(limitMs: number): number {
    return this.isActive && limitMs > 0 && this.#sinceMs !== undefined
      ? this.#sinceMs + limitMs
      : Number.POSITIVE_INFINITY;
  }
}
