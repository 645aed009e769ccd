import type { CycleState } from '../../../../firmware/air-up/library.js';
import { runCycle } from '../../../air-up/second-plant/run-cycle.js';
import { type SecondJob, secondJob } from './jobs.js';
import { type OracleResult, oracle } from './oracle.js';

/** A healthy job: an oracle gets it done, and what the cycle made of it. */
export interface Healthy {
  readonly job: SecondJob;
  readonly limit: OracleResult;
  readonly ending: string;
  readonly timeS: number;
  readonly valveCycles: number;
  /** Of these, those that nothing but the cycle itself asked for: no hot pump, and no pulse of the longest kind. */
  readonly ownCycles: number;
  /** Of the worst tire: true pressure at the moment when it was done, less its target; NaN where none was. */
  readonly errorPsi: number;
  readonly overPsi: number;
  readonly aboveMaxPsi: number;
}

/** Jobs by their numbers; those that no oracle gets done within an hour are left out and counted. */
export function playHealthy(count: number): {
  readonly played: readonly Healthy[];
  readonly redrawn: number;
} {
  const played: Healthy[] = [];
  let seed = 1;
  for (; played.length < count; seed++) {
    const job = secondJob(seed);
    const limit = oracle(job.plant, job.aims);
    if (limit) played.push(playOne(job, limit));
  }
  return { played, redrawn: seed - 1 - count };
}

function playOne(job: SecondJob, limit: OracleResult): Healthy {
  const atMostS = 4 * limit.timeS + 600;
  const forced = new ForcedCycles();
  const { ending, tires, valveCycles } = runCycle({
    job: job.job,
    plant: job.plant,
    link: job.link,
    atMostS,
    afterS: 0,
    actions: (_, state) => forced.watch(state),
  });
  const over = (index: number): number =>
    (tires[index]?.highestPsi ?? 0) - (job.job.tires[index]?.targetPsi ?? 0);
  const errors = tires.map(({ truePsi }, index) => truePsi - (job.job.tires[index]?.targetPsi ?? 0));
  return {
    job,
    limit,
    ending,
    timeS: ending === 'done' ? Math.max(...tires.map(({ doneS }) => doneS)) : Number.POSITIVE_INFINITY,
    valveCycles: Math.max(...valveCycles),
    ownCycles: Math.max(...valveCycles.map((cycles, index) => cycles - (forced.times[index] ?? 0))),
    errorPsi:
      ending === 'done' ? errors.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0) : Number.NaN,
    overPsi: job.job.kind === 'deflate' ? 0 : Math.max(...tires.map((_, index) => over(index))),
    aboveMaxPsi: Math.max(
      ...tires.map(({ highestPsi }, index) => highestPsi - (job.job.tires[index]?.maxPsi ?? 0)),
    ),
  };
}

/** Counts the closings of each outlet, one for each tire here, that a rest of the pump or the longest pulse forces. */
class ForcedCycles {
  readonly times: number[] = [];
  #wasOpen: readonly boolean[] = [];

  watch({ outlets, pump, job }: CycleState): readonly [] {
    for (const [index, { phase }] of outlets.entries()) {
      if (phase.kind !== 'settling' || !this.#wasOpen[index]) continue;
      const isLongest = phase.closedAtMs - phase.pulse.openedAtMs >= job.limits.maxPulseMs;
      if (pump.resting || isLongest) this.times[index] = (this.times[index] ?? 0) + 1;
    }
    this.#wasOpen = outlets.map(({ phase }) => phase.kind === 'open');
    return [];
  }
}
