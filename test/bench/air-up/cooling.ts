import { median, quantile, shareOf } from '../statistics.js';
import { figure, percent, table } from '../table.js';
import { physicalLimit } from './limit.js';
import { plantOf } from './play/jobs.js';
import type { Outcome } from './play/outcome.js';
import type { Played } from './play/played.js';
import { playCycle } from './play/with-cycle.js';

/** What the cycle leaves free below a tire's maximum, psi. */
const BELOW_MAX_PSI = 0.2;
const FEW = 6;

interface Both {
  readonly played: Played;
  readonly cold: Outcome;
  /** The maximum leaves room for the pressure that cools to the target. */
  readonly hasRoom: boolean;
}

/** How far the cold pressure lands from the target, with and without aiming for it. */
export function cooling(jobs: readonly Played[]): string {
  const both = jobs.map((played): Both => {
    const cold = playCycle(played.random, { aim: 'cold' });
    return { played, cold, hasRoom: cold.neededForColdPsi <= played.random.maxPsi - BELOW_MAX_PSI };
  });
  const room = both.filter(({ hasRoom }) => hasRoom);
  const heads = ['', 'p1', 'median', 'p99', '|p50|', '|p99|', '<= 0.5', 'above', 'not done'];
  const lacking = percent(1 - room.length / both.length);
  return [
    table(heads, [
      row('aim settled, all', both.map(settledOf)),
      row('aim cold, all', both.map(coldOf)),
      row('aim settled, room', room.map(settledOf)),
      row('aim cold, room', room.map(coldOf)),
    ]),
    '',
    wallBlind(room.map(({ played }) => played)),
    '',
    `${jobs.length} jobs; cold is the mass in the tire at the temperature around. In ${lacking}`,
    "the tire's maximum leaves no room for the pressure that would cool to the",
    'target: the cycle stays below the maximum. How eagerly the wall takes heat',
    '(5 to 20 W/(m2 K) here) is not known to the cycle; settled readings hint at it.',
    'worst with aim cold, by seeds:',
    `  ${worst(room)}`,
    `not done with aim cold: ${unfinished(both)}`,
  ].join('\n');
}

/** A middle of 5 to 20 W/(m2 K): firmware/air-up/SOURCES.md#heat-in-the-tire. */
const MIDDLE_FILM = 10;

/** What the unknown wall alone costs: an oracle that is wrong in nothing but takes the wall as a middling one. */
function wallBlind(jobs: readonly Played[]): string {
  const errors = jobs.map(({ random, limit }) => {
    const { ambientPsi } = random.job;
    const guess = physicalLimit({ ...plantOf(random), filmWPerM2K: MIDDLE_FILM }, random.targetPsi);
    const warmth = (guess.coldPsi + ambientPsi) / (limit.coldPsi + ambientPsi);
    return Math.abs((random.targetPsi + ambientPsi) * (1 / warmth - 1));
  });
  const near = percent(shareOf(errors, (error) => error <= 0.5));
  return [
    `An oracle that knows all but the wall and takes it for ${MIDDLE_FILM} W/(m2 K) would be`,
    `${figure(median(errors))} psi off (median), ${figure(quantile(errors, 0.99))} psi (p99), and within 0.5 psi in ${near}.`,
  ].join('\n');
}

const settledOf = ({ played }: Both): Outcome => played.by.cycle;
const coldOf = ({ cold }: Both): Outcome => cold;

function worst(both: readonly Both[]): string {
  const size = ({ cold }: Both): number => Math.abs(cold.coldErrorPsi);
  const sorted = both.toSorted((a, b) => size(b) - size(a)).slice(0, FEW);
  return sorted.map(({ played, cold }) => `${played.random.seed} (${figure(cold.coldErrorPsi)})`).join(', ');
}

function unfinished(both: readonly Both[]): string {
  const few = both.filter(({ cold }) => cold.ending !== 'done').slice(0, 2 * FEW);
  return few.map(({ played, cold }) => `${played.random.seed} (${cold.ending})`).join(', ') || 'none';
}

function row(name: string, outcomes: readonly Outcome[]): string[] {
  const errors = outcomes.map(({ coldErrorPsi }) => coldErrorPsi);
  const sizes = errors.map(Math.abs);
  return [
    name,
    figure(quantile(errors, 0.01)),
    figure(median(errors)),
    figure(quantile(errors, 0.99)),
    figure(median(sizes)),
    figure(quantile(sizes, 0.99)),
    percent(shareOf(sizes, (size) => size <= 0.5)),
    String(outcomes.filter(({ aboveMaxPsi }) => aboveMaxPsi > 0).length),
    String(outcomes.filter(({ ending }) => ending !== 'done').length),
  ];
}
