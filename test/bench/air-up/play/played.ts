import { constantOffset } from '../controllers/constant-offset.js';
import { fixedPulses } from '../controllers/fixed-pulses.js';
import { learnedRate } from '../controllers/learned-rate.js';
import { type PhysicalLimit, physicalLimit } from '../limit.js';
import { plantOf, type RandomJob, randomJob } from './jobs.js';
import type { Outcome } from './outcome.js';
import { playController } from './with-controller.js';
import { playCycle } from './with-cycle.js';

/** Who fills, as the tables name them. */
export const CONTROLLERS = ['cycle', 'fixed pulses', '0.8 x error/rate', 'constant offset'] as const;
export type ControllerName = (typeof CONTROLLERS)[number];

/** One job with all that was made of it. */
export interface Played {
  readonly random: RandomJob;
  readonly limit: PhysicalLimit;
  readonly by: Readonly<Record<ControllerName, Outcome>>;
}

/** A job with its limit. */
export type Limited = Omit<Played, 'by'>;

/** Jobs by their numbers, from 1 on; those that no pump can fill are left out and counted. */
export function drawJobs(count: number): { readonly jobs: readonly Limited[]; readonly redrawn: number } {
  const jobs: Limited[] = [];
  let seed = 1;
  for (; jobs.length < count; seed++) {
    const random = randomJob(seed);
    const limit = physicalLimit(plantOf(random), random.targetPsi);
    if (Number.isFinite(limit.openS)) jobs.push({ random, limit });
  }
  return { jobs, redrawn: seed - 1 - count };
}

/** Plays one job with everybody. */
export function playAll({ random, limit }: Limited): Played {
  return {
    random,
    limit,
    by: {
      cycle: playCycle(random),
      'fixed pulses': playController(random, fixedPulses),
      '0.8 x error/rate': playController(random, learnedRate),
      'constant offset': playController(random, constantOffset),
    },
  };
}

/** Time beside the physical limit. */
export function ratioOf({ limit }: Limited, { timeS }: Outcome): number {
  return timeS / limit.openS;
}
