import { simulate } from '../../../firmware/air-up/simulate/simulate.js';
import { quantile, sum } from '../statistics.js';
import { figure, percent, table } from '../table.js';
import { isLongEnough, LOOK_S, measuredRatio, probedRatio, soundedRatio } from './measuring.js';
import { plantOf } from './play/jobs.js';
import { type Limited, type Played, ratioOf } from './play/played.js';

/** The time of a job beyond its physical limit, by what it was for, s. */
interface Spent {
  /** What an oracle spends that looks before and after, and closes once in between to learn the tire. */
  readonly learner: number;
  /** The first look of a tenth of a second's air: that the tire is not too small. */
  readonly sounding: number;
  /** What the look after the learning pulse and the last one take beyond the drain of the hose and one look. */
  readonly slower: number;
  /** All looks between those two. */
  readonly further: number;
  /** The pump off at the end, where the hose alone proves nothing. */
  readonly proof: number;
  /** Rests of a hot pump longer than the limit's; below 0 for the air that hoses give during the looks. */
  readonly pump: number;
}

/** Plays a job once more, and follows where its time goes. */
function spentOf({ random, limit }: Limited): Spent {
  const looks: number[] = [];
  let [timeS, beforeMs, proof, isDone, wasOpen] = [0, 0, 0, false, false];
  simulate({
    job: random.job,
    plant: plantOf(random),
    onStep: ({ nowMs, step }) => {
      const { phase } = step.state.outlets[0] ?? {};
      if (isDone || !phase) return undefined;
      const seconds = (nowMs - beforeMs) / 1000;
      beforeMs = nowMs;
      timeS = nowMs / 1000;
      isDone = step.events.some(({ kind }) => kind === 'tire-done');
      if (phase.kind === 'settling') {
        if (wasOpen) looks.push(0);
        if (phase.proof) proof += seconds;
        else looks.push((looks.pop() ?? 0) + seconds);
      }
      wasOpen = phase.kind === 'open';
      return undefined;
    },
  });
  const learner = 3 * LOOK_S + 2 * limit.drainS;
  const [sounding = 0, learning = 0, ...rest] = looks;
  const last = rest.pop() ?? 0;
  const further = sum(rest);
  const slower = learning + last - (learner - LOOK_S);
  const pump = timeS - limit.openS - learner - sounding - slower - further - proof;
  return { learner, sounding, slower, further, proof, pump };
}

const PARTS = ['learner', 'sounding', 'slower', 'further', 'proof', 'pump'] as const;

/** Of the jobs that are long enough for the bound, and of the slowest of them: why they take what they take. */
export function whereTimeGoes(played: readonly Played[]): string {
  const ratio = (one: Played): number => ratioOf(one, one.by.cycle);
  const long = played.filter((one) => isLongEnough(one) && Number.isFinite(ratio(one)));
  const p90 = quantile(long.map(ratio), 0.9);
  const groups = [
    ['all of them', long],
    ['slowest tenth', long.filter((one) => ratio(one) >= p90)],
  ] as const;
  const rows = groups.map(([name, own]) => {
    const spent = own.map((one) => ({ one, parts: spentOf(one) }));
    const shares = PARTS.map((part) => sum(spent.map(({ one, parts }) => parts[part] / one.limit.openS)));
    return [name, String(own.length), ...shares.map((share) => percent(share / own.length))];
  });
  const p95 = (of: (one: Played) => number): string => {
    const ratios = long.map((one) => of(one));
    return figure(quantile(ratios, 0.95), 3);
  };
  return [
    table(['beyond the limit', 'jobs', ...PARTS], rows),
    '',
    'Means, of the limit. learner: looks of an oracle that also closes once to learn.',
    'sounding: the look that safety demands before that. slower: these looks beyond',
    'the drain. further: looks in between. proof: pump off. pump: rests and flow, less',
    'what the hose gives during the looks.',
    `p95 of these jobs: ${p95(measuredRatio)} for an oracle that looks twice, ${p95(probedRatio)} for one that learns,`,
    `${p95(soundedRatio)} for one that sounds first; the cycle ${p95(ratio)}: ${p95((one) => ratio(one) / probedRatio(one))} x the one that learns,`,
    `${p95((one) => ratio(one) / soundedRatio(one))} x the one that sounds.`,
  ].join('\n');
}
