import type { Measurements, Sample } from '../../cycle/input.js';
import type { Job } from '../../cycle/job/job.js';

/**
 * Whether every sensor that the jobs of a board need has just reported. Only then the board may hold what it holds: a cycle that
 * turns on old readings is as good as none.
 */
export function isFresh(reading: Measurements, jobs: readonly Job[], nowMs: number): boolean {
  return jobs.every(({ limits, outlets, pump }) => {
    const isNew = (sample: Sample | undefined): boolean =>
      sample !== undefined && Math.abs(nowMs - sample.atMs) <= limits.staleMs;
    const line = pump.control.kind !== 'software' || isNew(reading.supply);
    return line && outlets.every((_, index) => isNew(reading.outlets[index]));
  });
}
