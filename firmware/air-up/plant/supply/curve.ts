/**
 * Linear interpolation between points, constant outside them. Remembers the slope of the last value.
 */
export class Curve {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** Slope at the last x. */
  slope = 0;

  /** @throws RangeError if there are no points or x does not rise */
  constructor(points: readonly (readonly [x: number, y: number])[]) {
    this.#x = Float64Array.from(points, ([x]) => x);
    this.#y = Float64Array.from(points, ([, y]) => y);
    const rises = this.#x.every((x, i) => x > (this.#x[i - 1] ?? Number.NEGATIVE_INFINITY));
    if (points.length === 0 || !rises) throw new RangeError('a curve needs points that rise in x');
  }

  /** Value at x. */
  at(x: number): number {
    let x0 = Number.NaN;
    let y0 = Number.NaN;
    for (let i = 0; i < this.#x.length; i++) {
      const x1 = this.#x[i] ?? 0;
      const y1 = this.#y[i] ?? 0;
      if (x <= x1) {
        this.slope = i === 0 ? 0 : (y1 - y0) / (x1 - x0);
        return i === 0 ? y1 : y1 - this.slope * (x1 - x);
      }
      x0 = x1;
      y0 = y1;
    }
    this.slope = 0;
    return y0;
  }
}
