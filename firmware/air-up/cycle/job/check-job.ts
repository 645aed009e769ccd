import type { Job, JobKind, Limits, TireTarget } from './job.js';

/** A violation in a job, as data; the caller makes the sentence. */
export type JobRefusal =
  | {
      readonly code: 'target-above-maximum';
      readonly tire: string;
      readonly targetPsi: number;
      readonly maxPsi: number;
    }
  | {
      readonly code: 'target-above-ceiling';
      readonly tire: string;
      readonly targetPsi: number;
      readonly ceilingPsi: number;
    }
  | {
      readonly code: 'target-too-low';
      readonly tire: string;
      readonly targetPsi: number;
      readonly leastPsi: number;
    }
  | { readonly code: 'not-above-zero'; readonly tire: string }
  /** Every tire hangs on exactly one outlet; `outlets`: on how many this one does. */
  | { readonly code: 'not-on-one-outlet'; readonly tire: string; readonly outlets: number }
  | { readonly code: 'no-tire' | 'outlet-without-tire' | 'unknown-tire' | 'no-vent-valve' };

/** A target nearer to "no tire" than this could be mistaken for it, psi. */
const ABOVE_HOSE_OFF_PSI = 1;

/** The lowest pressure that anything is let down to. */
export function leastTargetPsi({ hoseOffPsi }: Limits): number {
  return hoseOffPsi + ABOVE_HOSE_OFF_PSI;
}

/** The highest that a tire is filled to. */
export function mostPsi({ maxPsi }: TireTarget, { ceilingPsi }: Limits): number {
  return Math.min(maxPsi, ceilingPsi);
}

/**
 * A hot tire may be found above its maximum, but not so far: then it is the line that the sensor reads, through an open
 * valve.
 */
const HOT_SHARE = 1.25;

/** The most that a tire may have when it is found. */
export function hottestPsi(target: TireTarget, limits: Limits): number {
  return HOT_SHARE * mostPsi(target, limits);
}

/** Jobs that open valves, and whose targets matter. */
export const MOVES_AIR: Readonly<Record<JobKind, boolean>> = {
  inflate: true,
  deflate: true,
  hold: true,
  'leak-test': false,
  watch: false,
};

/** Jobs that open fill valves. */
export const FILLS: Readonly<Record<JobKind, boolean>> = { ...MOVES_AIR, deflate: false };

/** All that forbids a job; empty when it may be started. Nothing is opened for a job that is refused. */
export function checkJob(job: Job): readonly JobRefusal[] {
  const found: JobRefusal[] = [];
  const { ceilingPsi } = job.limits;
  const leastPsi = leastTargetPsi(job.limits);
  for (const { name: tire, targetPsi, maxPsi } of MOVES_AIR[job.kind] ? job.tires : []) {
    if (!(targetPsi > 0) || !(maxPsi > 0)) found.push({ code: 'not-above-zero', tire });
    else if (targetPsi < leastPsi) found.push({ code: 'target-too-low', tire, targetPsi, leastPsi });
    else if (targetPsi > maxPsi) found.push({ code: 'target-above-maximum', tire, targetPsi, maxPsi });
    else if (targetPsi > ceilingPsi)
      found.push({ code: 'target-above-ceiling', tire, targetPsi, ceilingPsi });
  }
  if (job.tires.length === 0) found.push({ code: 'no-tire' });
  const served = job.outlets.flatMap(({ tires }) => tires);
  if (job.outlets.some(({ tires }) => tires.length === 0)) found.push({ code: 'outlet-without-tire' });
  for (const [index, { name: tire }] of job.tires.entries()) {
    const outlets = served.filter((each) => each === index).length;
    if (outlets !== 1) found.push({ code: 'not-on-one-outlet', tire, outlets });
  }
  if (served.some((tire) => !job.tires[tire])) found.push({ code: 'unknown-tire' });
  if (job.kind === 'deflate' && job.outlets.some(({ hasVent }) => !hasVent))
    found.push({ code: 'no-vent-valve' });
  return found;
}
