import { figure, table } from '../table.js';
import { type Played, ratioOf } from './play/played.js';

const FEW = 5;

/** The jobs to look at first, by their seeds: every one that did not end as done, and the worst of the others. */
export function suspects(played: readonly Played[]): string {
  const worst = (rank: (one: Played) => number): readonly Played[] =>
    played.toSorted((a, b) => rank(b) - rank(a)).slice(0, FEW);
  const byCause: readonly (readonly [string, readonly Played[]])[] = [
    ['not done', played.filter(({ by }) => by.cycle.ending !== 'done').slice(0, 4 * FEW)],
    ['error', worst(({ by }) => Math.abs(by.cycle.errorPsi))],
    ['overshoot', worst(({ by }) => by.cycle.overshootPsi)],
    ['valve cycles', worst(({ by }) => by.cycle.valveCycles)],
    ['slow (over 20 s)', worst((one) => (one.limit.openS > 20 ? ratioOf(one, one.by.cycle) : 0))],
  ];
  return byCause.map(([cause, jobs]) => `${cause}\n${jobTable(jobs)}`).join('\n\n');
}

function jobTable(jobs: readonly Played[]): string {
  const rows = jobs.map((one) => {
    const { ending, errorPsi, valveCycles } = one.by.cycle;
    const { seed, title } = one.random;
    return [
      String(seed),
      ending,
      figure(errorPsi),
      String(valveCycles),
      figure(ratioOf(one, one.by.cycle), 2),
      title,
    ];
  });
  return table(['seed', '', 'error', 'n', 'ratio', 'job'], rows, ['', 'job']);
}
