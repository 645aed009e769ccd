/** The smallest value that is not below a share of all: nothing is made up between two values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Share of those that pass, 0 to 1. */
export function shareOf<T>(all: readonly T[], passes: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(passes).length / all.length;
}
