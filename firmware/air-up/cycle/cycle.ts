import { stepBattery } from './battery.js';
import { applyCommands, lookedAtAgain } from './commands.js';
import { tireMs } from './estimate/expected.js';
import { neededRunMs } from './estimate/needed.js';
import type { CycleEvent } from './events.js';
import type { CycleInput, Measurements } from './input.js';
import { stepOutlet } from './outlet/outlet.js';
import { type OutletState, type TireState, tireWith } from './outlet/outlet-state.js';
import { isFilling, type OutletContext, tireOf } from './outlet/outlet-step.js';
import { interrupted } from './outlet/pulse-phase.js';
import { type Outputs, SHUT, safeOutputs } from './outputs.js';
import { hasRelay, type PumpState, restMs, stepPump } from './pump.js';
import { addSamples, faultOfReadings, gapOf } from './sensor-checks.js';
import { type CycleState, latched, mayRun, withOutlets, withPump } from './state.js';

/** What comes of one step. */
export interface CycleStep {
  readonly state: CycleState;
  readonly outputs: Outputs;
  readonly events: readonly CycleEvent[];
}

/**
 * One step of the cycle, to be taken with every new reading and at least every `LEASE_MS`: commands and
 * measurements go in, the outputs until the next step come out.
 * @param nowMs the time on the same clock as that of the samples
 */
export function step(before: CycleState, { reading, commands = [] }: CycleInput, nowMs: number): CycleStep {
  const events: CycleEvent[] = [];
  let state = withOutlets(before, addSamples(before, reading), before.tires);
  if (commands.length > 0) state = applyCommands(state, commands, nowMs, events);
  if (state.stage.kind === 'running') {
    const fault = faultOfReadings(state, reading, nowMs);
    state = fault ? latched(state, fault, events) : run(state, commands.some(isNext), reading, nowMs, events);
  }
  state = withPump(state, feed(state, reading, nowMs, events), nowMs);
  return { state, outputs: outputsOf(state), events };
}

const isNext = ({ kind }: { readonly kind: string }): boolean => kind === 'next' || kind === 'start';

/** The outlets, one after another; one of them fills at a time, so that the pump works for it alone. */
function run(
  before: CycleState,
  next: boolean,
  reading: Measurements,
  nowMs: number,
  events: CycleEvent[],
): CycleState {
  const seen = withSight(before, reading, nowMs, events);
  const isBlind = seen.blindSinceMs !== undefined;
  let state = withBattery(seen, reading, nowMs, events);
  if (state.stage.kind === 'fault') return state;
  const turn = whoseTurn(state.outlets);
  const held = mayRun(state, nowMs) && !isBlind;
  const pumpServes = !state.pump.resting && !state.battery.low && !state.outlets.some(isOverfilled);
  const passedMs = nowMs - state.atMs;
  for (let index = 0; index < state.outlets.length; index++) {
    const outlet = state.outlets[index];
    const config = state.job.outlets[index];
    const tireIndex = outlet && config && tireOf(outlet, config);
    const tire = tireIndex === undefined ? undefined : state.tires[tireIndex];
    const target = tireIndex === undefined ? undefined : state.job.tires[tireIndex];
    if (!outlet || !config || tireIndex === undefined || !tire || !target) continue;
    const context: OutletContext = {
      job: state.job,
      index,
      config,
      tireIndex,
      target,
      tires: state.tires,
      nowMs,
      next,
      held,
      mayFill: held && pumpServes && index === turn,
      mayVent: held,
      maySwitchOff: hasRelay(state.job.pump) && !state.outlets.some(isFilling),
      pumpRanMs: state.pump.runMs,
    };
    const after = (isBlind ? interrupted : stepOutlet)(outlet, timed(outlet, tire, passedMs), context);
    if (after.events.length > 0) events.push(...after.events);
    // Most steps change nothing for most outlets: a copy of everything at 50 Hz is what they would cost.
    if (after.outlet !== outlet || after.tire !== tire)
      state = withOutlets(
        state,
        replaced(state.outlets, index, after.outlet),
        after.tire === tire ? state.tires : replaced(state.tires, tireIndex, after.tire),
      );
    if (after.fault) return latched(state, { ...after.fault, atMs: nowMs, outlet: index }, events);
    if (after.tire.activeMs > tireMs(state.job, target)) {
      const reason = `${Math.round(after.tire.activeMs / 60_000)} minutes for ${target.name}`;
      return latched(state, { code: 'over-time', reason, atMs: nowMs, outlet: index }, events);
    }
  }
  if (state.outlets.some(({ phase }) => phase.kind !== 'idle')) return state;
  events.push({ kind: 'finished', reason: 'done' });
  return { ...state, stage: { kind: 'ended', reason: 'done', atMs: nowMs } };
}

/** A board shuts by itself this long after the last renewal, ms: what comes after that is a stall, not a stumble. */
const STALL_MS = 500;

/** The least time in which a person moves a chuck from one stem to the next, ms. */
const MOVES_HOSE_MS = 4000;

const isAtWork = ({ phase }: OutletState): boolean =>
  phase.kind === 'open' || phase.kind === 'settling' || phase.kind === 'ready' || phase.kind === 'rest';

/** Nobody heard the buzzer if it was to sound while the link stood still. */
function askAgain({ job, outlets }: CycleState, events: CycleEvent[]): void {
  for (const [index, outlet] of outlets.entries()) {
    const config = job.outlets[index];
    const tire = config && tireOf(outlet, config);
    if (outlet.phase.kind === 'hose' && !outlet.phase.seenOff && tire !== undefined)
      events.push({ kind: 'move-hose', outlet: index, tire });
  }
}

/** Notes when readings stay away, or the board holds its outputs safe, and when that is over. */
function withSight(
  state: CycleState,
  reading: Measurements,
  nowMs: number,
  events: CycleEvent[],
): CycleState {
  const gapMs = gapOf(state, reading, nowMs) ?? (reading.isTripped ? 0 : undefined);
  const { blindSinceMs } = state;
  if (gapMs !== undefined) {
    if (blindSinceMs !== undefined) return state;
    events.push({ kind: 'gap', ageMs: gapMs });
    return { ...state, blindSinceMs: nowMs - gapMs };
  }
  if (blindSinceMs === undefined) return state;
  const awayMs = nowMs - blindSinceMs;
  const seen = { ...state, blindSinceMs: undefined };
  if (awayMs < STALL_MS) return seen;
  events.push({ kind: 'gap-over', awayMs });
  askAgain(state, events);
  const mayBeElsewhere = (outlet: OutletState): boolean => awayMs >= MOVES_HOSE_MS && isAtWork(outlet);
  const { count, totalMs } = state.stalls;
  return {
    ...seen,
    stalls: { count: count + 1, totalMs: totalMs + awayMs },
    outlets: state.outlets.map((outlet) => (mayBeElsewhere(outlet) ? lookedAtAgain(outlet, nowMs) : outlet)),
  };
}

/** The same with one of them replaced: what `with` does, in a tenth of its time. */
function replaced<T>(all: readonly T[], index: number, one: T): readonly T[] {
  const copy = all.slice();
  copy[index] = one;
  return copy;
}

/** The outlet that fills continues; otherwise the one that has waited longest is next. */
function whoseTurn(outlets: readonly OutletState[]): number | undefined {
  const filling = outlets.findIndex(isFilling);
  if (filling >= 0) return filling;
  let turn: number | undefined;
  let longest = Number.POSITIVE_INFINITY;
  for (const [index, { phase }] of outlets.entries()) {
    if (phase.kind !== 'ready' || phase.direction !== 'fill' || phase.sinceMs >= longest) continue;
    longest = phase.sinceMs;
    turn = index;
  }
  return turn;
}

function timed({ phase }: OutletState, tire: TireState, passedMs: number): TireState {
  const active = phase.kind === 'open' || phase.kind === 'settling';
  if (!active && phase.kind !== 'rest' && phase.kind !== 'ready') return tire;
  return tireWith(tire, tire.elapsedMs + passedMs, tire.activeMs + (active ? passedMs : 0));
}

function withBattery(
  state: CycleState,
  { battery: sample }: Measurements,
  nowMs: number,
  events: CycleEvent[],
): CycleState {
  const { limits } = state.job;
  const battery = stepBattery(state.battery, limits, sample, nowMs);
  const volts = sample?.volts ?? 0;
  if (battery.low && !state.battery.low) events.push({ kind: 'battery-low', volts });
  if (!battery.low && state.battery.low) events.push({ kind: 'battery-back', volts });
  const after = battery === state.battery ? state : { ...state, battery };
  if (!battery.low || nowMs - (battery.sinceMs ?? nowMs) < limits.batteryPatienceMs) return after;
  return latched(after, { code: 'battery-low', reason: `${volts.toFixed(1)} V`, atMs: nowMs }, events);
}

function needsAir({ phase }: OutletState): boolean {
  const direction = phase.kind === 'open' ? phase.pulse.direction : phase.kind === 'ready' && phase.direction;
  return direction === 'fill';
}

const isOverfilled = ({ overfilled }: OutletState): boolean => overfilled !== undefined;
const isDoubted = ({ phase }: OutletState): boolean => phase.kind === 'hose' && phase.doubt !== undefined;
const isProving = ({ phase }: OutletState): boolean =>
  (phase.kind === 'settling' || phase.kind === 'rest') && phase.proof !== undefined;
const isWatched = ({ phase }: OutletState): boolean => phase.kind === 'guard' || phase.kind === 'idle';

/** The pump follows what the outlets need; it stops with the job. */
function feed(state: CycleState, reading: Measurements, nowMs: number, events: CycleEvent[]): PumpState {
  const { job, stage, battery } = state;
  // To let air out no pump is needed, unless a little too much went.
  const fills =
    job.kind === 'inflate' || job.kind === 'hold' || (job.kind === 'deflate' && state.outlets.some(needsAir));
  const drawing = state.outlets.some(isFilling);
  const neededMs = neededRunMs(state);
  // A last check, and a tire that is only watched, run without the pump: a valve that does not shut shows.
  const isLooking =
    !drawing &&
    (state.outlets.some(isProving) || state.outlets.some(isDoubted) || state.outlets.every(isWatched));
  const demand = {
    allowed:
      stage.kind === 'running' &&
      fills &&
      !isLooking &&
      state.blindSinceMs === undefined &&
      !battery.low &&
      !state.outlets.some(isOverfilled) &&
      mayRun(state, nowMs),
    drawing,
    neededMs,
  };
  const pump = stepPump(state.pump, job.pump, job.limits, reading, demand, nowMs);
  if (pump.resting && !state.pump.resting)
    events.push({ kind: 'pump-rests', forMs: restMs(job.pump, pump.heat, neededMs) });
  if (!pump.resting && state.pump.resting) events.push({ kind: 'pump-ready' });
  return pump;
}

/** The outputs of a state: all safe, unless it runs. */
export function outputsOf({ stage, outlets, pump }: CycleState): Outputs {
  if (stage.kind !== 'running') return safeOutputs(outlets.length);
  return {
    pump: pump.relay,
    outlets: outlets.map(({ phase }) => {
      if (phase.kind !== 'open') return SHUT;
      const { direction } = phase.pulse;
      return { fill: direction === 'fill', vent: direction === 'vent' };
    }),
  };
}
