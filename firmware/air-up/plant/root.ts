/** A monotonically rising function with one root. */
export interface Rising {
  /** Its value at `x`; sets {@link slope}. */
  residual(x: number): number;
  /** Slope at the last `x`; above 0. */
  readonly slope: number;
}

/** Maximum number of rounds. Every second one at least halves the bounds or the step, so far fewer are needed. */
const MAX_ROUNDS = 200;

/**
 * The root of a rising function by Newton's method within two bounds. The flow laws have kinks at which Newton's
 * method would jump back and forth, so the bounds are bisected when a step would leave them, or is more than half of
 * the one before. The last evaluation is at the root that is returned.
 * @throws Error if no root is found between the bounds: a bug
 */
export function solveRising(
  balance: Rising,
  guess: number,
  low: number,
  high: number,
  tolerance: number,
): number {
  let below = low;
  let above = high;
  let stepBefore = Number.POSITIVE_INFINITY;
  let x = Math.min(Math.max(guess, low), high);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const residual = balance.residual(x);
    if (Number.isNaN(residual)) break;
    if (residual > 0) above = x;
    else below = x;
    let next = x - residual / balance.slope;
    if (Math.abs(next - x) <= tolerance || above - below <= tolerance) return x;
    const fits = next > below && next < above && Math.abs(next - x) <= stepBefore / 2;
    if (!fits) next = (below + above) / 2;
    stepBefore = Math.abs(next - x);
    x = next;
  }
  throw new Error(`no root between ${low} and ${high}`);
}
