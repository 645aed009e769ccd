import { type Claim, holds, worstOf } from './claim.js';

/** What SPICE has found for a claim, as the guide shows it. */
export interface Figure {
  readonly says: string;
  /** `at least 2.31 V`. */
  readonly limit: string;
  /** The worst of all cases, and where. */
  readonly worst: string;
  readonly at: string;
  /** The mistake that breaks it, and its figure. */
  readonly mistake: string;
  readonly broken: string;
}

/** A claim with its figures. @throws Error when it does not hold, or holds with the mistake, too */
export function figureOf(claim: Claim, values: readonly number[], seedValues: readonly number[]): Figure {
  const worst = worstOf(claim, values);
  const broken = worstOf(claim, seedValues);
  if (!worst || !broken) throw new Error(`${claim.name}: no figure`);
  const limit = limitOf(claim);
  if (!holds(claim, worst.value))
    throw new Error(`${claim.name}: ${figure(claim, worst.value)} at ${worst.at}, not ${limit}`);
  if (holds(claim, broken.value))
    throw new Error(
      `${claim.name}: SPICE does not notice: ${claim.seed.mistake} (${figure(claim, broken.value)})`,
    );
  return {
    says: claim.says,
    limit,
    worst: figure(claim, worst.value),
    at: worst.at,
    mistake: claim.seed.mistake,
    broken: figure(claim, broken.value),
  };
}

const figure = ({ unit }: Claim, value: number): string => `${threeDigits(value)} ${unit}`;

/** Three digits, and none below a thousandth. */
const threeDigits = (value: number): number =>
  Math.abs(value) < 0.0005 ? 0 : Number(Math.abs(value) < 0.1 ? value.toFixed(3) : value.toPrecision(3));

function limitOf(claim: Claim): string {
  const { atLeast, atMost, unit } = claim;
  if (atLeast === undefined) return `at most ${atMost} ${unit}`;
  return atMost === undefined ? `at least ${atLeast} ${unit}` : `${atLeast} to ${atMost} ${unit}`;
}
