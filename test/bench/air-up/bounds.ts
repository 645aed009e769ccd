import { isLongEnough, LOOK_S, measuredRatio, P95_BOUND, probedRatio } from './measuring.js';
import { type Played, ratioOf } from './played.js';
import { median, most, quantile, shareOf } from './statistics.js';
import { figure, percent, table } from './table.js';

/** One line of what is asked. */
interface Bound {
  readonly what: string;
  readonly asked: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Every bound beside what was measured. */
export function bounds(played: readonly Played[]): string {
  const cycle = played.map(({ by }) => by.cycle);
  const near = shareOf(cycle, ({ errorPsi, timeS }) => Math.abs(errorPsi) <= 0.5 && Number.isFinite(timeS));
  const over = most(cycle.map(({ overshootPsi }) => overshootPsi));
  const aboveMax = cycle.filter(({ aboveMaxPsi }) => aboveMaxPsi > 0).length;
  const ratios = played.map((one) => ratioOf(one, one.by.cycle));
  const longRatios = played.filter(isLongEnough).map((one) => ratioOf(one, one.by.cycle));
  const closings = cycle.map((outcome) => outcome.closings);
  const most95 = (values: readonly number[]): number => quantile(values, 0.95);
  const all: Bound[] = [
    atLeast('settled error at most 0.5 psi', near, 0.99),
    atMost('highest pressure above the target, psi', over, 1, 2),
    atMost('tires above their maximum', aboveMax, 0, 0),
    atMost('time / limit, median', median(ratios), 1.08, 3),
    atMost('time / limit, p95', most95(ratios), P95_BOUND, 3),
    atMost('  of jobs that last long enough', most95(longRatios), P95_BOUND, 3),
    atMost('closings, median', median(closings), 3, 0),
    atMost('closings, p99', quantile(closings, 0.99), 6, 0),
  ];
  const rows = all.map(({ what, asked, measured, met }) => [what, asked, measured, met ? 'met' : 'NOT MET']);
  const measured = figure(
    quantile(
      played.map((one) => measuredRatio(one)),
      0.95,
    ),
    3,
  );
  const probed = figure(
    quantile(
      played.map((one) => probedRatio(one)),
      0.95,
    ),
    3,
  );
  const short = percent(shareOf(played, (one) => !isLongEnough(one)));
  return [
    table(['bound', 'asked', 'measured', ''], rows),
    '',
    `What physics allows: an oracle that looks ${LOOK_S} s before and after has a p95 of ${measured} itself, because ${short} of`,
    'the jobs are over so soon that looking alone takes more than the 20 % that are allowed. One that must close',
    `once more to learn the tire has ${probed}; the cycle has ${figure(quantile(ratios, 0.95), 3)}.`,
  ].join('\n');
}

function atMost(what: string, value: number, bound: number, decimals: number): Bound {
  return { what, asked: `<= ${bound}`, measured: figure(value, decimals), met: value <= bound };
}

function atLeast(what: string, share: number, bound: number): Bound {
  return { what, asked: `>= ${percent(bound, 0)}`, measured: percent(share, 2), met: share >= bound };
}
