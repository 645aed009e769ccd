import type { Job } from '../../../../firmware/air-up/library.js';
import { type CycleRun, runCycle } from '../../../air-up/second-plant/run-cycle.js';
import type { FaultKind } from './kind.js';
import type { FaultSetup } from './setups.js';

/** What became of a kind in a setup, by the plant's truth. */
export interface FaultRun {
  readonly kind: FaultKind;
  readonly setup: FaultSetup;
  readonly ending: string;
  /** The job ended without a fault. */
  readonly isSilent: boolean;
  /** Of the worst tire that was called done or past: how far the truth is from what was wanted or said, psi. */
  readonly wrongPsi: number;
  /** The highest above a tire's maximum, psi; below 0 while it is kept. */
  readonly aboveMaxPsi: number;
  /** From the strike until the fault, or from when a valve that sticks did not obey, s; NaN without one. */
  readonly afterS: number;
}

/** Maximum time that a job is played, s: longer than any of these takes with a fault that is noticed. */
const LONGEST_S = 1800;

/** Plays one kind in one setup. */
export function runFault(kind: FaultKind, setup: FaultSetup): FaultRun {
  const strikeMs = { start: 0, mid: setup.midMs, late: setup.lateMs }[kind.at ?? 'mid'];
  const job: Job = { ...setup.job, ...kind.job?.(setup.job) };
  let struckMs = kind.breaks ? Number.NaN : kind.link ? strikeMs : 0;
  const { breaks, actions } = kind;
  const played = runCycle({
    job,
    plant: { ...setup.plant, ...kind.plant?.(setup) },
    atMostS: kind.atMostS ?? LONGEST_S,
    ...(kind.link && { link: kind.link(strikeMs) }),
    ...(kind.person && { person: kind.person }),
    ...(actions && { actions: (nowMs, state) => actions(nowMs, state, setup) }),
    ...(breaks && {
      strikes: [
        {
          atMs: strikeMs,
          ...(kind.if && { if: kind.if }),
          strike: (plant, board) => {
            struckMs = plant.nowMs;
            return breaks(plant, board);
          },
        },
      ],
    }),
  });
  return { kind, setup, ...judge(job, played, struckMs) };
}

function judge(
  job: Job,
  { ending, endS, tires, plant }: CycleRun,
  struckMs: number,
): Omit<FaultRun, 'kind' | 'setup'> {
  const isSilent = ending === 'done' || ending === 'stopped';
  let wrongPsi = 0;
  let aboveMaxPsi = Number.NEGATIVE_INFINITY;
  for (const [index, { outcome, reportedPsi, truePsi, lastPsi, highestPsi }] of tires.entries()) {
    const { targetPsi = 0, maxPsi = 0 } = job.tires[index] ?? {};
    const mostPsi = job.kind === 'deflate' ? lastPsi : Math.max(highestPsi, lastPsi);
    aboveMaxPsi = Math.max(aboveMaxPsi, mostPsi - maxPsi);
    if (outcome === undefined || outcome === 'stopped') continue;
    const wanted = outcome === 'done' ? Math.abs(truePsi - targetPsi) : 0;
    // What goes on flowing afterwards counts as well; cooling only lowers.
    const later = Math.max(0, lastPsi - truePsi);
    wrongPsi = Math.max(wrongPsi, wanted, Math.abs(truePsi - reportedPsi), later);
  }
  const isFault = !isSilent && ending !== 'running';
  // A valve that sticks while it should be as it is does no harm, and shows nothing, before it is commanded.
  const refusedMs = plant.outlets.flatMap(({ fill, vent }) => [fill.refusedMs, vent.refusedMs]);
  const failedMs = Math.max(struckMs, ...refusedMs.filter(Number.isFinite));
  return { ending, isSilent, wrongPsi, aboveMaxPsi, afterS: isFault ? endS - failedMs / 1000 : Number.NaN };
}

/** More than this is wrong, psi. */
export const WRONG_PSI = 1;

/** Ended as if all were well, and a tire is not what it is called. */
export function isSilentlyWrong({ isSilent, wrongPsi }: FaultRun): boolean {
  return isSilent && wrongPsi > WRONG_PSI;
}

/** Nothing was wrong that a person would stop for, and it was stopped. */
export function isNeedless({ kind, isSilent }: FaultRun): boolean {
  return kind.harmless === true && !isSilent;
}
