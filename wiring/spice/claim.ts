import type { Design } from '../model/index.js';

/** What a circuit is told before it is looked at. */
export interface Situation {
  /** Levels of outputs by pin, V; `floats` is what a pin does that is not driven, as after a reset. */
  readonly outputs?: Readonly<Record<string, number | 'floats'>>;
  /** Contacts by part: open or closed; at rest switches are closed and buttons open. */
  readonly contacts?: Readonly<Record<string, 'open' | 'closed'>>;
  /** Voltages of supplies by part, V. */
  readonly supplies?: Readonly<Record<string, number>>;
  /** Parts at a corner of their tolerance: resistors, +1 or -1. */
  readonly corners?: Readonly<Record<string, 1 | -1>>;
  /** Inductance of coils by part, H. */
  readonly henries?: Readonly<Record<string, number>>;
  /** Two pins that a fault joins. */
  readonly short?: readonly [string, string];
  /** Gate voltage at which the MOSFETs begin to conduct, V, by kind of part. */
  readonly thresholds?: Readonly<Record<string, number>>;
}

/** One look at a circuit. */
export interface Case {
  /** Where, for people. */
  readonly at: string;
  readonly situation: Situation;
  /** Expression that SPICE calculates. */
  readonly measure: string;
  /** Outputs that go from high to low while the circuit is watched; the largest value counts. */
  readonly switchOff?: readonly string[];
}

/** A mistake that SPICE must notice: the same cases then break the limits. */
export interface Seed {
  /** For people. */
  readonly mistake: string;
  readonly design: Design;
  /** Parts that are missing. */
  readonly without?: readonly string[];
  /** Added to the situation of each case. */
  readonly situation?: Situation;
}

/** What a circuit promises: every case lies within the limits. */
export interface Claim {
  readonly name: string;
  /** One sentence for people. */
  readonly says: string;
  readonly unit: 'V' | 'A' | 'mA' | 'times its rating';
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly cases: readonly Case[];
  readonly seed: Seed;
}

/** The case that is nearest to a limit, or furthest beyond it, with its value; without values there is none. */
export function worstOf(
  { cases, atLeast, atMost }: Claim,
  values: readonly number[],
): { readonly at: string; readonly value: number } | undefined {
  const margin = (value: number): number =>
    Number.isNaN(value)
      ? Number.NEGATIVE_INFINITY
      : Math.min(value - (atLeast ?? Number.NEGATIVE_INFINITY), (atMost ?? Number.POSITIVE_INFINITY) - value);
  return cases
    .map(({ at }, index) => ({ at, value: values[index] ?? Number.NaN }))
    .sort((a, b) => margin(a.value) - margin(b.value))[0];
}

/** Whether a value keeps the limits of its claim. */
export const holds = ({ atLeast, atMost }: Claim, value: number): boolean =>
  value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);
