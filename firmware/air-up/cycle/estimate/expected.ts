import type { Job, TireTarget } from '../job/job.js';

const ATMOSPHERE_PSI = 14.7;
/**
 * Share of its free flow that the weakest healthy pump still has at 80 psi, warm and on a low battery:
 * SOURCES.md#pump-curves.
 */
const LEAST_SHARE = 0.2;
/** Largest tire if no volume is given, l: a 40 in one. */
const LARGEST_L = 180;
/** What a look must be able to show, psi: three times the rise that counts. */
const SHOWS_PSI = 0.6;
/** Slower than expected by this factor is too slow. */
const PATIENCE = 2;

/** What a tire gains at least from a sound pump, psi/s; undefined where the pump's flow was not given. */
export function expectedPsiPerS({ pump }: Job, { volumeL = LARGEST_L }: TireTarget): number | undefined {
  const { freeLPerMin } = pump;
  return freeLPerMin && (ATMOSPHERE_PSI * LEAST_SHARE * freeLPerMin) / 60 / volumeL;
}

/** Time of an open valve after which a tire must have risen, ms: longer for a weak pump and a large tire. */
export function noRiseMs(job: Job, target: TireTarget): number {
  const rate = expectedPsiPerS(job, target);
  return Math.max(job.limits.noRiseMs, rate ? (1000 * SHOWS_PSI) / rate : 0);
}

/** Longest time for one tire, ms. */
export function tireMs(job: Job, target: TireTarget): number {
  const rate = expectedPsiPerS(job, target);
  return Math.max(job.limits.maxTireMs, rate ? (1000 * PATIENCE * target.targetPsi) / rate : 0);
}
