/** What a bench promises of one measured value. */
export interface Bound {
  /** At most {@link NAME_WIDTH} characters: it is a column of a table. */
  readonly name: string;
  readonly compare: Comparison;
  readonly limit: number;
  /** `skipped` says why it could not be measured on this computer. */
  readonly measured: number | { readonly skipped: string };
  readonly unit: string;
  readonly decimals: number;
  /** The reference, measured in the same run, that the value is a ratio to. */
  readonly of?: string;
  /** What is wanted, where it is more than the limit: a bound that holds today, and is to become this. */
  readonly goal?: number;
}

export const COMPARISONS = {
  'at most': { sign: '<=', holds: (value: number, limit: number) => value <= limit },
  'at least': { sign: '>=', holds: (value: number, limit: number) => value >= limit },
  exactly: { sign: '=', holds: (value: number, limit: number) => value === limit },
} as const;

export type Comparison = keyof typeof COMPARISONS;

export type Verdict = 'met' | 'NOT MET' | 'skipped';

/** The width of the names in tables, so that a row with all its columns has 80 characters. */
export const NAME_WIDTH = 31;

type More = Partial<Pick<Bound, 'unit' | 'decimals' | 'of' | 'goal'>>;

function bound(
  compare: Comparison,
  name: string,
  measured: Bound['measured'],
  limit: number,
  more: More,
): Bound {
  if (name.length > NAME_WIDTH)
    throw new RangeError(`a bound's name has at most ${NAME_WIDTH} characters: ${name}`);
  return { name, compare, measured, limit, unit: '', decimals: 2, ...more };
}

export function atMost(name: string, measured: Bound['measured'], limit: number, more: More = {}): Bound {
  return bound('at most', name, measured, limit, more);
}

export function atLeast(name: string, measured: Bound['measured'], limit: number, more: More = {}): Bound {
  return bound('at least', name, measured, limit, more);
}

/** For counts. */
export function exactly(name: string, measured: Bound['measured'], limit: number, more: More = {}): Bound {
  return bound('exactly', name, measured, limit, { decimals: 0, ...more });
}

export function verdictOf({ compare, measured, limit }: Bound): Verdict {
  if (typeof measured !== 'number') return 'skipped';
  return COMPARISONS[compare].holds(measured, limit) ? 'met' : 'NOT MET';
}
