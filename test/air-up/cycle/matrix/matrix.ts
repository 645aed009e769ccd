import type { ExecutionContext } from 'ava';
import type { PlantFault } from '../../../../firmware/air-up/plant/faults.js';
import { job, NO_RELAY, plantOf, RELAY, Rig } from '../rig.js';

/** The moments at which something breaks, in the order of the table's columns. */
export const MOMENTS = ['rest', 'first', 'main', 'settling', 'guard'] as const;
export type BreakMoment = (typeof MOMENTS)[number];

const hole = (lPerSBar: number) => ({ lPerSBar, criticalRatio: 0.4 });

/** What breaks: every kind of fault that the plant has, some of them in several sizes. */
export const BREAKS = {
  'pump weak': { kind: 'pump-weak', flowFactor: 0.3 },
  'pump dead': { kind: 'pump-dead' },
  'check valve worn': { kind: 'check-valve-worn', leak: hole(0.05) },
  'switch welded': { kind: 'switch-stuck', at: 'closed' },
  'switch open': { kind: 'switch-stuck', at: 'open' },
  'battery low': { kind: 'battery-low', volts: 11 },
  'line leaks': { kind: 'line-leak', leak: hole(0.05) },
  'line cut': { kind: 'line-leak', leak: hole(2) },
  'hose leaks': { kind: 'hose-leak', outlet: 0, leak: hole(0.05) },
  'hose cut': { kind: 'hose-leak', outlet: 0, leak: hole(2) },
  'hose off': { kind: 'hose-off', outlet: 0 },
  'core shut': { kind: 'core-shut', outlet: 0 },
  'fill stuck open': { kind: 'fill-stuck', outlet: 0, at: 'open' },
  'fill stuck shut': { kind: 'fill-stuck', outlet: 0, at: 'shut' },
  'vent stuck open': { kind: 'vent-stuck', outlet: 0, at: 'open' },
  'vent stuck shut': { kind: 'vent-stuck', outlet: 0, at: 'shut' },
  'nail in the tire': { kind: 'tire-leak', tire: 0, leak: hole(0.01) },
  'tire cut': { kind: 'tire-leak', tire: 0, leak: hole(0.3) },
  'sensor frozen': { kind: 'sensor-fails', sensor: 0, how: 'frozen' },
  'sensor open': { kind: 'sensor-fails', sensor: 0, how: 'open' },
  'sensor short': { kind: 'sensor-fails', sensor: 0, how: 'short' },
  'sensor out of range': { kind: 'sensor-fails', sensor: 0, how: 'out-of-range' },
} as const satisfies Readonly<Record<string, PlantFault>>;
export type Break = keyof typeof BREAKS;

/** How a plant is built. */
export interface Build {
  readonly tankL: number;
  readonly relay: boolean;
}

export const BUILDS: readonly Build[] = [
  { tankL: 0, relay: false },
  { tankL: 0, relay: true },
  { tankL: 7.57, relay: false },
  { tankL: 7.57, relay: true },
];

/**
 * How each cell ends: a word for each moment, `|` between words that are as good. `all` holds where no closer key is
 * given; those are `dry` and `tank`, and `dry relay`, `tank relay`.
 */
export type Ends = Readonly<Partial<Record<'all' | 'dry' | 'tank' | 'dry relay' | 'tank relay', string>>>;
export type Table = Readonly<Record<Break, Ends>>;

/** What is promised of one moment of one build. */
export function wantedEnd(ends: Ends, { tankL, relay }: Build, moment: BreakMoment): string {
  const tank = tankL > 0 ? 'tank' : 'dry';
  const row = (relay ? ends[`${tank} relay`] : undefined) ?? ends[tank] ?? ends.all ?? '';
  return row.split(' ')[MOMENTS.indexOf(moment)] ?? '';
}

export function titleOf(kind: 'inflate' | 'deflate', what: Break): string {
  return `${kind}: ${what}`;
}

/** No more than this past the sidewall, psi; and no more than this beside the target when it is called done. */
const PAST_PSI = 1;
const BESIDE_PSI = 0.8;
/** A job for the matrix has 9 psi between its target and the sidewall. */
const [HIGH, LOW, MAX] = [26, 20, 35] as const;
/** Nothing may take longer than this to be noticed or to be done, s. */
const LONGEST_S = 600;

/** So that a cell takes no longer than it must. */
const LIMITS = { hoseWaitMs: 10_000, batteryDelayMs: 1000, batteryPatienceMs: 5000 };

/** Plays one cell: breaks something at a moment, and holds what comes of it against the table and the promises. */
export function playCell(
  t: ExecutionContext,
  kind: 'inflate' | 'deflate',
  what: Break,
  build: Build,
  moment: BreakMoment,
  wanted: string,
): void {
  const [from, to] = kind === 'inflate' ? [LOW, HIGH] : [HIGH, LOW];
  const pump = build.relay ? RELAY : NO_RELAY;
  const setup = plantOf([from], 'hose', { tankL: build.tankL });
  const rig = new Rig(job(to, { kind, pump, limits: LIMITS }), setup).start();
  const cell = `${kind}, ${what}, ${build.tankL > 0 ? 'tank' : 'no tank'}, ${build.relay ? 'relay' : 'no relay'}, ${moment}`;
  if (!rig.run(100, () => isNow(rig, kind, moment))) throw new Error(`${cell}: ${rig.log()}`);
  rig.break(BREAKS[what]);
  const doneAt = (): number => rig.count('tire-done');
  if (moment !== 'guard') rig.run(LONGEST_S, () => rig.ending !== 'running' || doneAt() > 0);
  const whenDone = rig.psi();
  const ending = rig.finish(LONGEST_S);
  t.true(wanted.split('|').includes(ending), `${cell}: ${ending}, not ${wanted}: ${rig.log()}`);
  if (ending === 'done' && moment !== 'guard') {
    t.true(Math.abs(whenDone - to) < BESIDE_PSI, `${cell}: done with ${whenDone} psi`);
  }
  if (what !== 'fill stuck open') {
    t.true(rig.highestPsi < MAX + PAST_PSI, `${cell}: ${rig.highestPsi} psi`);
  } else if (build.tankL === 0) {
    // What is in the line alone gets no tire past its limit before it is noticed, relay or not.
    t.true(rig.highestPsi < MAX + PAST_PSI, `${cell}: ${rig.highestPsi} psi before it was noticed`);
  }
  if (ending === 'done') return;
  const { stage } = rig.state;
  rig.run(1); // that everything is shut is held against every step
  rig.step({ kind: 'start' });
  t.is(rig.state.stage, stage, `${cell}: a start has cleared it`);
  rig.step({ kind: 'clear' });
  t.is(rig.ending, 'waiting', cell);
}

/** The first pulse that fills a tire only sounds it. */
const SOUNDING_MS = 100;

function isNow(rig: Rig, kind: 'inflate' | 'deflate', moment: BreakMoment): boolean {
  const outlet = rig.state.outlets[0];
  const { phase } = outlet ?? {};
  const pulses = outlet?.[kind === 'inflate' ? 'fill' : 'vent'].pulses ?? 0;
  const openMs = phase?.kind === 'open' ? rig.nowMs - phase.pulse.openedAtMs : 0;
  switch (moment) {
    case 'rest':
      return true;
    case 'first':
      return pulses === 0 && openMs >= (kind === 'inflate' ? SOUNDING_MS / 2 : 300);
    case 'main':
      return pulses > 0 && openMs >= 1000;
    case 'settling':
      return pulses > 0 && phase?.kind === 'settling';
    case 'guard':
      return phase?.kind === 'guard';
  }
}
