import { atLeast, atMost, type Bound } from '../bound.js';
import { type Figure, figureOf } from '../figures.js';
import { median, most, quantile, shareOf } from '../statistics.js';
import { figure, percent } from '../table.js';
import { tankIntoTirePsi } from './builder/tank-into-tire.js';
import { isLongEnough, LOOK_S, measuredRatio, P95_BOUND, probedRatio, soundedRatio } from './measuring.js';
import { chuckOffS } from './play/chuck-off.js';
import type { Outcome } from './play/outcome.js';
import { type ControllerName, type Played, ratioOf } from './play/played.js';

const LIMIT = { of: 'the physical limit', decimals: 3 };
const LEARNER = { of: 'an oracle that looks twice and closes once to learn', decimals: 3, goal: 1.05 };
/** The cycle may not leave out its sounding: only that shows a tire that is too small before it bursts. */
const SOUNDS = { of: 'an oracle that sounds before that', decimals: 3, goal: 1.05 };
/** Openings of the valve, s, in which a hose that comes off shows late, and after which it shows soon. */
const EARLY_S = [1, 2, 3, 4, 5, 8, 12, 16, 19];
const LATE_S = [20, 25, 30, 35, 40];
const NOTICED_EARLY_S = 20;
const NOTICED_S = 3;
/** Simulated time beside the computer's. */
const TIMES_REAL = 100;

/**
 * What is asked of the cycle. Where it is not reached yet, what holds today is the bound, and what is asked the goal.
 */
export function bounds(played: readonly Played[], timesRealTime: number): Bound[] {
  const cycle = played.map(({ by }) => by.cycle);
  const near = shareOf(cycle, ({ errorPsi, timeS }) => Math.abs(errorPsi) <= 0.5 && Number.isFinite(timeS));
  const ratios = played.map((one) => ratioOf(one, one.by.cycle));
  const longest = played.filter(isLongEnough);
  const long = longest.map((one) => ratioOf(one, one.by.cycle));
  const beside = (oracle: (one: Played) => number): number[] =>
    longest.map((one) => ratioOf(one, one.by.cycle) / oracle(one));
  const valveCycles = cycle.map((outcome) => outcome.valveCycles);
  const aboveMax = cycle.filter(({ aboveMaxPsi }) => aboveMaxPsi > 0).length;
  const overPsi = most(cycle.map(({ overshootPsi }) => overshootPsi));
  return [
    atLeast('settled error at most 0.5 psi', 100 * near, 99, { unit: '%' }),
    atMost('highest above the target', overPsi, 1, { unit: 'psi' }),
    atMost('tires above their maximum', aboveMax, 0, { decimals: 0 }),
    atMost('time, median', median(ratios), 1.08, LIMIT),
    // The sounding of 100 ms and the look after it cost half a second for each tire: 1.555, 1.277 and 3 without them,
    // and a bicycle's tire 66 psi above its maximum.
    atMost('time, p95', quantile(ratios, 0.95), 1.733, { ...LIMIT, goal: P95_BOUND }),
    atMost('time, p95 of jobs long enough', quantile(long, 0.95), 1.37, { ...LIMIT, goal: P95_BOUND }),
    atMost('the same beside a learner', quantile(beside(probedRatio), 0.95), 1.14, LEARNER),
    atMost('beside one that sounds as well', quantile(beside(soundedRatio), 0.95), 1.1, SOUNDS),
    atMost('valve cycles, median', median(valveCycles), 4, { decimals: 0 }),
    atMost('valve cycles, p99', quantile(valveCycles, 0.99), 7, { decimals: 0, goal: 6 }),
    atMost('hose off, first 20 s of opening', most(EARLY_S.map(chuckOffS)), NOTICED_EARLY_S, { unit: 's' }),
    atMost('hose off, later', most(LATE_S.map(chuckOffS)), NOTICED_S, { unit: 's' }),
    atLeast('simulated time', timesRealTime, TIMES_REAL, { of: "this computer's CPU time", decimals: 0 }),
  ];
}

/** What documents name. */
export function figures(played: readonly Played[]): Figure[] {
  const of = (name: ControllerName, pick: (outcome: Outcome) => number): number =>
    quantile(
      played.map(({ by }) => pick(by[name])),
      0.99,
    );
  const controllers = ['cycle', 'constant offset'] as const;
  return [
    figureOf('air-up: jobs', played.length, 0),
    ...controllers.flatMap((name) => [
      figureOf(
        `air-up, ${name}: error, p99`,
        of(name, ({ errorPsi }) => Math.abs(errorPsi)),
        2,
        'psi',
      ),
      figureOf(
        `air-up, ${name}: valve cycles, median`,
        median(played.map(({ by }) => by[name].valveCycles)),
        0,
      ),
    ]),
    figureOf('air-up: simulated time beside real, at least', TIMES_REAL, 0),
    figureOf('air-up: tank into a small tire', tankIntoTirePsi(), 0, 'psi'),
    figureOf('air-up: hose off, noticed within', NOTICED_S, 0, 's'),
    figureOf('air-up: hose off, early, noticed within', NOTICED_EARLY_S, 0, 's'),
  ];
}

/** Why the 95th percentile is what it is. */
export function whatPhysicsAllows(played: readonly Played[]): string {
  const p95 = (pick: (one: Played) => number): string => figure(quantile(played.map(pick), 0.95), 3);
  const short = percent(shareOf(played, (one) => !isLongEnough(one)));
  return [
    `An oracle that looks ${LOOK_S} s before and after has a p95 of`,
    `${p95((one) => measuredRatio(one))} itself, because ${short} of the jobs are over so soon`,
    'that looking alone takes more than the 20 % that are allowed. One that must',
    `close once more to learn the tire has ${p95((one) => probedRatio(one))};`,
    `the cycle has ${p95((one) => ratioOf(one, one.by.cycle))}.`,
  ].join('\n');
}
