import type { Job } from '../cycle/job.js';
import type { Reading, Sample } from '../cycle/reading.js';

/**
 * Whether every sensor that a job needs has just reported. Only then the board may hold what it holds: a cycle that
 * turns on old readings is as good as none.
 */
export function isFresh(reading: Reading, job: Job | undefined, nowMs: number): boolean {
  if (!job) return true;
  const isNew = (sample: Sample | undefined): boolean =>
    sample !== undefined && Math.abs(nowMs - sample.atMs) <= job.limits.staleMs;
  const line = job.pump.control.kind !== 'software' || isNew(reading.supply);
  return line && job.outlets.every((_, index) => isNew(reading.outlets[index]));
}
