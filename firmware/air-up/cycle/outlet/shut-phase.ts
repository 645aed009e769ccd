import { meanSince, steadyReading } from '../estimate/gauge.js';
import { MOVES_AIR } from '../job/check-job.js';
import type { OutletState, Phase, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi, stay } from './outlet-step.js';
import { finish } from './settled.js';
import { afterJump, MEAN_MS, watchShut } from './watch-shut.js';

type Guard = Extract<Phase, { kind: 'guard' }>;
type Holding = Extract<Phase, { kind: 'holding' }>;
type LeakTest = Extract<Phase, { kind: 'leak-test' }>;

/** Time for which a tire that is done is watched, ms: a valve that does not shut shows by then. */
const GUARD_MS = 4000;
/** The same for a tire that nothing was opened for: its air is not warm, and what it loses is soon clear, ms. */
const UNTOUCHED_MS = 2000;

/** Watches a tire that is done a moment longer. */
export function stepGuard(
  before: OutletState,
  tire: TireState,
  phase: Guard,
  context: OutletContext,
): OutletStep {
  const { outlet, wrong } = watchShut(before, context, 'guard');
  // A person who hears that it is done takes the hose off: its pressure falls to nothing.
  if (wrong?.code === 'hose-off') return go(outlet, tire, { kind: 'idle' });
  const watchedMs = context.nowMs - phase.sinceMs;
  const isOver = watchedMs >= GUARD_MS;
  const isUntouched = wrong?.code === 'leak' && tire.valveCycles === 0;
  const isClear = isOver || wrong?.code === 'fill-stuck-open' || (isUntouched && watchedMs >= UNTOUCHED_MS);
  if (wrong && isClear) {
    const { outcome: _, ...undone } = tire;
    // The pump is off here: a hose that has fallen and stands still again was fed through the valve.
    const wasPumped = context.job.kind !== 'deflate' && context.maySwitchOff;
    const wasFed = isUntouched && wasPumped && steadyReading(outlet.gauge, phase.sinceMs) !== undefined;
    return broken(outlet, undone, wasFed ? 'fill-stuck-open' : wrong.code, wrong.reason);
  }
  return isOver ? go(outlet, tire, { kind: 'idle' }) : stay(outlet, tire);
}

/** The sun warms a tire in hours; a valve that does not shut fills it in minutes. */
const FORGETS_MS = 60_000;

/** The pressure to compare with is renewed every minute. */
function forgetful(outlet: OutletState, nowMs: number): OutletState {
  const { shut } = outlet;
  if (shut === undefined || nowMs - shut.atMs < FORGETS_MS) return outlet;
  return { ...outlet, shut: undefined, settledPsi: shut.psi, settledAtMs: nowMs };
}

/** Watches a tire that is done, while others are filled: its own valve is shut, and it gains nothing. */
export function stepIdle(before: OutletState, tire: TireState, context: OutletContext): OutletStep {
  const calm = forgetful(afterJump(before, context.nowMs), context.nowMs);
  const { outlet, wrong } = watchShut(calm, context, 'longer');
  if (wrong?.code !== 'fill-stuck-open' || !MOVES_AIR[context.job.kind]) return stay(outlet, tire);
  const { outcome: _, ...undone } = tire;
  return broken(outlet, undone, wrong.code, wrong.reason);
}

/** Keeps a tire at its target. */
export function stepHolding(
  before: OutletState,
  tire: TireState,
  phase: Holding,
  context: OutletContext,
): OutletStep {
  const { job, nowMs } = context;
  const { limits } = job;
  const { outlet, wrong } = watchShut(forgetful(before, nowMs), context, 'longer');
  if (job.kind === 'hold' && wrong?.code === 'fill-stuck-open')
    return broken(outlet, tire, wrong.code, wrong.reason);
  const stand = steadyReading(outlet.gauge, phase.sinceMs);
  if (!stand || job.kind !== 'hold') return stay(outlet, tire);
  if (stand.psi < limits.hoseOffPsi)
    return broken(outlet, tire, 'hose-off', `${psi(stand.psi)} while holding`);
  if (stand.psi > tire.targetPsi - limits.holdBandPsi) return stay(outlet, tire);
  const topUps = [...outlet.topUps.filter((atMs) => nowMs - atMs < limits.holdTopUpsMs), nowMs];
  if (topUps.length > limits.holdTopUps) {
    const minutes = Math.round((nowMs - (topUps[0] ?? nowMs)) / 60_000);
    return broken(outlet, tire, 'leak', `topped up ${topUps.length - 1} times within ${minutes} minutes`);
  }
  return go({ ...outlet, topUps, reversals: 0 }, { ...tire, tries: 0 }, { kind: 'rest', sinceMs: nowMs });
}

/**
 * A loss of this many times the leak limit ends the test early; and no weather makes a tire gain that much meanwhile.
 */
const MUCH = 4;

/** Waits until the air is as warm as the tire, then watches what is lost. */
export function stepLeakTest(
  outlet: OutletState,
  tire: TireState,
  phase: LeakTest,
  context: OutletContext,
): OutletStep {
  const { job, nowMs } = context;
  const { limits } = job;
  const now = meanSince(outlet.gauge, nowMs - MEAN_MS);
  if (now === undefined) return stay(outlet, tire);
  const fromPsi = phase.cool?.psi ?? outlet.settledPsi ?? now;
  if (now - fromPsi > MUCH * limits.leakPsi)
    return broken(outlet, tire, 'fill-stuck-open', `${psi(fromPsi)} and then ${psi(now)}, all valves shut`);
  if (nowMs - phase.sinceMs < limits.coolMs) return stay(outlet, tire);
  if (!phase.cool) return go(outlet, tire, { ...phase, cool: { psi: now, atMs: nowMs } });
  const overMs = nowMs - phase.cool.atMs;
  const lostPsi = phase.cool.psi - now;
  if (overMs < limits.leakTestMs && lostPsi < MUCH * limits.leakPsi) return stay(outlet, tire);
  const leak = { lostPsi, overMs, leaks: lostPsi >= limits.leakPsi };
  return finish({ ...outlet, settledPsi: now }, { ...tire, leak }, 'done', context);
}
