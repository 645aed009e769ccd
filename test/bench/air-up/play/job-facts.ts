import { most, quantile, shareOf } from '../../statistics.js';
import { figure, percent } from '../../table.js';
import type { Played } from './played.js';

/** What was drawn, and how good the limit is that everything is held against. */
export function jobsBlock(played: readonly Played[], redrawn: number): string {
  const share = (passes: (one: Played) => boolean): string => percent(shareOf(played, passes));
  const limits = played.map(({ limit }) => limit.openS);
  const miss = most(played.map(({ limit }) => Math.abs(limit.missPsi)));
  const endings = new Map<string, number>();
  for (const { by } of played) endings.set(by.cycle.ending, (endings.get(by.cycle.ending) ?? 0) + 1);
  const ended = [...endings].sort(([, a], [, b]) => b - a).map(([ending, times]) => `${times} ${ending}`);
  const last = played.at(-1)?.random.seed;
  const tanks = share(({ random }) => (random.plant.tankL ?? 0) > 0);
  const tight = share(({ random }) => random.maxPsi - random.targetPsi < 1);
  const [low, middle, high] = [0.05, 0.5, 0.95].map((q) => figure(quantile(limits, q), 1));
  return [
    `${played.length} jobs, seeds 1 to ${last}; ${redrawn} redrawn because no pump reaches the target.`,
    `With tank: ${tanks}. Tire's maximum less than 1 psi above the target: ${tight}.`,
    `Physical limit: median ${middle} s, p5 ${low} s, p95 ${high} s;`,
    `settles ${figure(miss, 3)} psi off at worst. The pump must rest by its plate in`,
    `${share(({ limit }) => limit.rests > 0)}: the limit then has just as much rest as is needed.`,
    `The cycle ended: ${ended.join(', ')}.`,
  ].join('\n');
}
