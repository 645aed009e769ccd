import { type Played, ratioOf } from './played.js';
import { figure, table } from './table.js';

const FEW = 5;

/** The jobs to look at first, by their seeds: every one that did not end as done, and the worst of the others. */
export function suspects(played: readonly Played[]): string {
  const worst = (rank: (one: Played) => number): readonly Played[] =>
    played.toSorted((a, b) => rank(b) - rank(a)).slice(0, FEW);
  const rows = [
    ...rowsOf('not done', played.filter(({ by }) => by.cycle.ending !== 'done').slice(0, 4 * FEW)),
    ...rowsOf(
      'error',
      worst(({ by }) => Math.abs(by.cycle.errorPsi)),
    ),
    ...rowsOf(
      'overshoot',
      worst(({ by }) => by.cycle.overshootPsi),
    ),
    ...rowsOf(
      'closings',
      worst(({ by }) => by.cycle.closings),
    ),
    ...rowsOf(
      'slow (over 20 s)',
      worst((one) => (one.limit.openS > 20 ? ratioOf(one, one.by.cycle) : 0)),
    ),
  ];
  return table(['because of', 'seed', 'ending', 'error', 'over', 'n', 'ratio', 'limit s', 'job'], rows, [
    'ending',
    'job',
  ]);
}

function rowsOf(why: string, jobs: readonly Played[]): string[][] {
  return jobs.map((one) => {
    const { random, limit, by } = one;
    const { ending, errorPsi, overshootPsi, closings } = by.cycle;
    return [
      why,
      String(random.seed),
      ending,
      figure(errorPsi),
      figure(overshootPsi),
      String(closings),
      figure(ratioOf(one, by.cycle), 3),
      figure(limit.openS, 1),
      random.title,
    ];
  });
}
