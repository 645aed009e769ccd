import { median, most, quantile, shareOf } from '../statistics.js';
import { figure, percent, table } from '../table.js';
import { isLongEnough, measuringS, P95_BOUND } from './measuring.js';
import { type Played, ratioOf } from './play/played.js';

/** Upper ends of the classes, s. */
const ENDS = [5, 10, 20, 40, 80, 160, Number.POSITIVE_INFINITY];

const ratio = (one: Played): number => ratioOf(one, one.by.cycle);

/** Time of the cycle beside the limit, by how long the limit is. */
function timeClasses(played: readonly Played[]): string {
  const rested = played.filter(({ limit }) => limit.rests > 0);
  const unrested = played.filter(({ limit }) => limit.rests === 0);
  const rows = ENDS.map((end, i) => {
    const from = ENDS[i - 1] ?? 0;
    const inside = unrested.filter(({ limit }) => limit.openS >= from && limit.openS < end);
    return row(end === Number.POSITIVE_INFINITY ? `over ${from} s` : `${from}-${end} s`, inside, played);
  });
  rows.push(row('pump must rest', rested, played));
  rows.push(row('all', played, played));
  rows.push(row('long enough', played.filter(isLongEnough), played));
  const heads = ['physical limit', 'jobs', 'median', 'p95', 'worst', 'extra s', 'measuring s', 'beside p95'];
  return table(heads, rows);
}

function row(name: string, inside: readonly Played[], all: readonly Played[]): string[] {
  const ratios = inside.map(ratio);
  const extra = inside.map(({ limit, by }) => by.cycle.timeS - limit.openS);
  const measured = inside.map(({ limit, by }) => by.cycle.timeS / (limit.openS + measuringS(limit)));
  return [
    name,
    percent(inside.length / all.length),
    figure(median(ratios), 3),
    figure(quantile(ratios, 0.95), 3),
    figure(quantile(ratios, 1), 3),
    figure(median(extra)),
    figure(median(inside.map(({ limit }) => measuringS(limit)))),
    figure(quantile(measured, 0.95), 3),
  ];
}

/** The classes, and where the line is from which on the bound can be kept. */
export function timeBlock(played: readonly Played[]): string {
  return [
    timeClasses(played),
    '',
    'extra s, measuring s: medians. beside p95: time / (limit + measuring). Long',
    `enough: measuring alone takes at most ${percent(P95_BOUND - 1, 0)} of the limit; ${percent(shareTooShort(played))} of the jobs`,
    'are shorter, whoever controls the valve.',
    faster(played),
    `From a limit of ${figure(lineS(played), 1)} s on, the cycle's p95 of all longer jobs is at most ${P95_BOUND}.`,
  ].join('\n');
}

/** Who is faster than the limit has stopped short of the target: a check of the limit. */
function faster(played: readonly Played[]): string {
  const few = played.filter((one) => ratio(one) < 1);
  const highest = figure(most(few.map(({ by }) => by.cycle.errorPsi)));
  return `Faster than the limit: ${few.length} jobs, all short of the target (highest: ${highest} psi).`;
}

/** The limit, in s, from which on the 95th percentile of all longer jobs keeps the bound. */
function lineS(played: readonly Played[]): number {
  const sorted = played.toSorted((a, b) => b.limit.openS - a.limit.openS);
  let [over, line] = [0, Number.POSITIVE_INFINITY];
  for (const [i, one] of sorted.entries()) {
    if (ratio(one) > P95_BOUND) over++;
    if (over <= 0.05 * (i + 1)) line = one.limit.openS;
  }
  return line;
}

/** Share of the jobs that can't keep the bound, whoever controls the valve. */
function shareTooShort(played: readonly Played[]): number {
  return shareOf(played, (one) => !isLongEnough(one));
}
