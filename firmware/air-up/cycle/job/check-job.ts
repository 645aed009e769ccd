import type { Job, JobKind, Limits, TireTarget } from './job.js';

/** Something about a job that must not be; `about` names the tire or the outlet. */
export interface JobRefusal {
  readonly code: 'target-above-maximum' | 'target-above-ceiling' | 'bad-job';
  readonly message: string;
  readonly hint: string;
}

/** A target nearer to "no tire" than this could be taken for it, psi. */
const ABOVE_HOSE_OFF_PSI = 1;

/** The lowest pressure that anything is let down to. */
export function leastTargetPsi({ hoseOffPsi }: Limits): number {
  return hoseOffPsi + ABOVE_HOSE_OFF_PSI;
}

/** The highest that a tire is filled to. */
export function mostPsi({ maxPsi }: TireTarget, { ceilingPsi }: Limits): number {
  return Math.min(maxPsi, ceilingPsi);
}

/** A hot tire may be found above its maximum, but not so far: then it is the line that the sensor reads, through an open valve. */
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

/** All that forbids a job; empty when it may be started. Nothing is opened for a job that is refused. */
export function checkJob(job: Job): readonly JobRefusal[] {
  const found: JobRefusal[] = [];
  const bad = (message: string, hint: string): number => found.push({ code: 'bad-job', message, hint });
  const { ceilingPsi } = job.limits;
  const leastPsi = leastTargetPsi(job.limits);
  for (const { name, targetPsi, maxPsi } of MOVES_AIR[job.kind] ? job.tires : []) {
    if (!(targetPsi > 0) || !(maxPsi > 0))
      bad(`${name}: target and maximum must be above 0`, 'give both in psi, kPa or bar');
    else if (targetPsi < leastPsi) {
      bad(
        `${name}: target ${targetPsi.toFixed(1)} psi is too low`,
        `below ${leastPsi} psi a tire can't be told from a hose that came off`,
      );
    } else if (targetPsi > maxPsi) {
      found.push({
        code: 'target-above-maximum',
        message: `${name}: target ${targetPsi.toFixed(1)} psi is above the tire's maximum of ${maxPsi.toFixed(1)} psi`,
        hint: 'the maximum stands on the sidewall; never go above it',
      });
    } else if (targetPsi > ceilingPsi) {
      found.push({
        code: 'target-above-ceiling',
        message: `${name}: target ${targetPsi.toFixed(1)} psi is above ${ceilingPsi} psi, the most that onair fills anything to`,
        hint: 'a tire that needs more is filled in a cage by a tire shop',
      });
    }
  }
  if (job.tires.length === 0) bad('no tire is named', 'name at least one, for example FL=38');
  const served = job.outlets.flatMap(({ tires }) => tires);
  if (job.outlets.some(({ tires }) => tires.length === 0))
    bad('an outlet serves no tire', 'give every outlet at least one tire');
  for (const [index, { name }] of job.tires.entries()) {
    const times = served.filter((tire) => tire === index).length;
    if (times !== 1) bad(`${name} is served by ${times} outlets`, 'every tire hangs on exactly one');
  }
  if (served.some((tire) => !job.tires[tire]))
    bad('an outlet serves a tire that does not exist', 'check the list of tires');
  if (job.kind === 'deflate' && job.outlets.some(({ hasVent }) => !hasVent)) {
    bad(
      'without a vent valve nothing can be let out',
      'wire a vent valve, or let the air out by hand and use watch',
    );
  }
  return found;
}
