/** A balance that rises with its unknown and has one root. */
export interface Rising {
  /** What is out of balance at `x`; sets {@link slope}. */
  residual(x: number): number;
  /** Slope at the last `x`; above 0. */
  readonly slope: number;
}

/** Every other round halves the bounds or the step at least, so that far fewer are needed for any number there is. */
const MAX_ROUNDS = 200;

/**
 * The root of a rising balance by Newton's method, held between two bounds. The flow laws have kinks where Newton
 * would jump from one side to the other and back, so the bounds are halved whenever it would leave them or its step
 * is not down to half of the one before. What the balance remembers afterwards belongs to the root that is returned.
 * @throws Error when there is no root between the bounds that could be found: a bug
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
