import { atLeast, atMost, type Bound } from '../../bound.js';
import { median, most, quantile, shareOf } from '../../statistics.js';
import { figure, percent, table } from '../../table.js';
import { LOOK_S } from '../measuring.js';
import type { Healthy } from './healthy.js';
import { TODAY } from './today.js';

/** Jobs whose limit is so long that looking twice takes less than a fifth of it, s. */
const LONG_S = 9.2;
const ORACLE = { of: 'an oracle on the second plant', decimals: 3 };

const ratioOf = ({ timeS, limit }: Healthy): number => timeS / limit.timeS;
const isLong = ({ limit }: Healthy): boolean => limit.timeS >= LONG_S;
/** Beside an oracle that looks before and after, and closes once in between to learn the tire. */
function learnedRatio({ timeS, limit, job }: Healthy): number {
  const drainS = limit.drainS / job.aims.length;
  return timeS / (limit.timeS + job.aims.length * (3 * LOOK_S + 2 * drainS));
}

const isFault = ({ ending }: Healthy): boolean => ending !== 'done';

/** What is asked of healthy jobs. */
export function healthyBounds(played: readonly Healthy[]): Bound[] {
  const done = played.filter((one) => !isFault(one));
  const long = done.filter(isLong);
  const near = shareOf(done, ({ errorPsi }) => Math.abs(errorPsi) <= 0.5);
  const above = most(played.map(({ aboveMaxPsi }) => aboveMaxPsi));
  return [
    atMost('2nd: healthy jobs with a fault', 100 * shareOf(played, isFault), TODAY.healthyFaults, {
      unit: '%',
      goal: 0,
    }),
    atLeast('2nd: error at most 0.5 psi', 100 * near, TODAY.near, { unit: '%', goal: 99.9 }),
    atMost('2nd: healthy, above a maximum', above, 0, { unit: 'psi' }),
    atMost(
      '2nd: valve cycles, p99',
      quantile(
        done.map(({ valveCycles }) => valveCycles),
        0.99,
      ),
      TODAY.cycles,
      {
        decimals: 0,
        goal: 6,
      },
    ),
    atMost(
      '2nd: the same, none forced, p99',
      quantile(
        done.map(({ ownCycles }) => ownCycles),
        0.99,
      ),
      TODAY.ownCycles,
      { of: 'without rests of a hot pump and pulses of the longest kind', decimals: 0, goal: 6 },
    ),
    atMost('2nd: time, median', median(done.map(ratioOf)), TODAY.median, { ...ORACLE, goal: 1.04 }),
    atMost('2nd: time, p95 from 9.2 s on', quantile(long.map(ratioOf), 0.95), TODAY.p95, {
      ...ORACLE,
      goal: 1.2,
    }),
    atMost('2nd: the same beside a learner', quantile(long.map(learnedRatio), 0.95), TODAY.learner, {
      of: 'an oracle that looks twice and closes once to learn',
      decimals: 3,
      goal: 1.05,
    }),
  ];
}

const PUMPS: readonly (readonly [name: string, has: (one: Healthy) => boolean])[] = [
  ['below 0.8 CFM', ({ job }) => job.cfm < 0.8],
  ['0.8 to 1.2 CFM', ({ job }) => job.cfm >= 0.8 && job.cfm < 1.2],
  ['above 1.2 CFM', ({ job }) => job.cfm >= 1.2],
];

/** By class of job and by pump. */
export function healthyTable(played: readonly Healthy[]): string {
  const kinds = [...new Set(played.map(({ job }) => job.kind))].sort();
  const groups = [
    ...kinds.map((kind) => [kind, ({ job }: Healthy) => job.kind === kind] as const),
    ...PUMPS,
    ['all', () => true] as const,
  ];
  const rows = groups.map(([name, has]) => {
    const own = played.filter(has);
    const done = own.filter((one) => !isFault(one));
    return [
      name,
      String(own.length),
      String(own.length - done.length),
      percent(shareOf(done, ({ errorPsi }) => Math.abs(errorPsi) <= 0.5)),
      figure(most(done.map(({ errorPsi }) => Math.abs(errorPsi)))),
      figure(most(own.map(({ aboveMaxPsi }) => aboveMaxPsi))),
      figure(
        quantile(
          done.map(({ valveCycles }) => valveCycles),
          0.99,
        ),
        0,
      ),
      figure(median(done.map(ratioOf)), 3),
      figure(quantile(done.filter(isLong).map(ratioOf), 0.95), 3),
    ];
  });
  const heads = [
    'jobs',
    'count',
    'fault',
    'within 0.5',
    'worst',
    'over max',
    'cycles p99',
    'time',
    'p95 long',
  ];
  return table(heads, rows);
}

/** Each healthy job that was stopped. */
export function failures(played: readonly Healthy[]): string {
  const rows = played
    .filter(isFault)
    .map(({ job: { seed, title }, ending }) => [String(seed), ending, title]);
  return table(['number', 'ended', 'job'], rows, ['ended', 'job']);
}
