import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import { median, most, quantile, sum } from '../statistics.js';
import { figure, table } from '../table.js';
import { isLongEnough } from './measuring.js';
import { type Played, ratioOf } from './play/played.js';
import { playCycle } from './play/with-cycle.js';

/** What another tolerance would bring: valve cycles and time against error. */
export function tradeOff(jobs: readonly Played[]): string {
  const rows = [0.1, 0.2, 0.3, 0.5, 0.8].map((tolerancePsi) => row(tolerancePsi, jobs));
  const heads = [
    'tolerance',
    'median',
    'p95',
    'long',
    'error p50',
    'p99',
    'over',
    'valve cycles',
    'p99',
    'not done',
  ];
  return [
    table(heads, rows),
    '',
    'long: p95 of the jobs that last long enough. over: worst overshoot, psi. not',
    "done: mostly 'past', for want of a vent valve: the tire is above the target by",
    'more than the tolerance, and stays so.',
  ].join('\n');
}

function row(tolerancePsi: number, jobs: readonly Played[]): string[] {
  const asIs = tolerancePsi === DEFAULT_LIMITS.tolerancePsi;
  const played = jobs.map((one) => {
    const outcome = asIs ? one.by.cycle : playCycle(one.random, { limits: { tolerancePsi } });
    return { outcome, ratio: ratioOf(one, outcome), isLong: isLongEnough(one) };
  });
  const ratios = played.map(({ ratio }) => ratio);
  const long = played.filter(({ isLong }) => isLong).map(({ ratio }) => ratio);
  const errors = played.map(({ outcome }) => Math.abs(outcome.errorPsi));
  const valveCycles = played.map(({ outcome }) => outcome.valveCycles);
  return [
    `${figure(tolerancePsi, 1)} psi`,
    figure(median(ratios), 3),
    figure(quantile(ratios, 0.95), 3),
    figure(quantile(long, 0.95), 3),
    figure(median(errors)),
    figure(quantile(errors, 0.99)),
    figure(most(played.map(({ outcome }) => outcome.overshootPsi))),
    figure(sum(valveCycles) / valveCycles.length),
    figure(quantile(valveCycles, 0.99), 0),
    String(played.filter(({ outcome }) => outcome.ending !== 'done').length),
  ];
}
