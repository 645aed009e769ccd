import { meanSince, steadyReading } from '../estimate/gauge.js';
import type { FaultCode } from '../faults.js';
import type { OutletState, Phase, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi, stay } from './outlet-step.js';
import { finish } from './settled.js';

type Guard = Extract<Phase, { kind: 'guard' }>;
type Holding = Extract<Phase, { kind: 'holding' }>;
type LeakTest = Extract<Phase, { kind: 'leak-test' }>;

/** A tire that is done is watched so long: a valve that does not shut shows by then, ms. */
const GUARD_MS = 4000;
/** Means are taken over this, ms. */
const MEAN_MS = 500;
/** From here on after a settled reading the hose is surely at rest, ms. */
const AT_REST_MS = 700;
/** A shut tire that gains more than this, beyond what warming air does, is not shut, psi: five deviations of a mean. */
const GAINS_PSI = 0.25;
/** And one that loses more than this, beyond what cooling air does; over minutes a warm tire may lose more. */
const LOSES_PSI = { guard: 0.25, longer: 1 };
/** What a settled reading may be away from the mean soon after it, besides, psi: the hose still drains a little. */
const SETTLES_PSI = 1;
/** The air may be so much warmer or colder than it is thought to be: more than healthy plants of all kinds show. */
const WARMTH_ERROR = 1.4;
/** And it takes no less than this to become as warm as the wall (time constant), ms: SOURCES.md#heat-in-the-tire. */
const SHORTEST_TAU_MS = 9000;
/** A hose that still falls so far within half a mean is coming off, or is cut: what it is shows when it is down, psi. */
const FALLING_PSI = 1;

type Watched = 'guard' | 'longer';

/**
 * Watches a tire whose valves are all shut: it can't gain air or lose it, beyond what warming and cooling do. With a
 * valve stuck open a reading may stand still and be wrong; it is the slow change that gives it away.
 */
export function watchShut(
  outlet: OutletState,
  { nowMs, job }: OutletContext,
  how: Watched,
): { readonly outlet: OutletState; readonly wrong?: { readonly code: FaultCode; readonly reason: string } } {
  const { settledAtMs, settledPsi, shut } = outlet;
  if (settledAtMs === undefined || settledPsi === undefined || nowMs - settledAtMs < AT_REST_MS)
    return { outlet };
  const now = meanSince(outlet.gauge, nowMs - MEAN_MS);
  const newest = outlet.gauge.recent.at(-1);
  if (now === undefined || newest === undefined) return { outlet };
  const from = shut ?? { psi: settledPsi, atMs: settledAtMs };
  const afterMs = nowMs - from.atMs;
  const warmth =
    WARMTH_ERROR * (outlet.air.hotPsi - outlet.air.coldPsi) * -Math.expm1(-afterMs / SHORTEST_TAU_MS); // above 0 it will cool
  const gains = (shut ? GAINS_PSI : SETTLES_PSI) + outlet.errorPsi + Math.max(0, -warmth);
  const loses = (shut ? LOSES_PSI[how] : SETTLES_PSI) + outlet.errorPsi + Math.max(0, warmth);
  const reason = `${psi(from.psi)} and ${psi(now)} ${(afterMs / 1000).toFixed(1)} s later, all valves shut`;
  if (now > from.psi + gains) return { outlet, wrong: { code: 'fill-stuck-open', reason } };
  if (now > from.psi - loses)
    return { outlet: shut ? outlet : { ...outlet, shut: { psi: now, atMs: nowMs } } };
  if (newest.psi < job.limits.hoseOffPsi) return { outlet, wrong: { code: 'hose-off', reason } };
  if (newest.psi < now - FALLING_PSI) return { outlet };
  return { outlet, wrong: { code: outlet.lastDirection === 'vent' ? 'vent-stuck-open' : 'leak', reason } };
}

/** Watches a tire that is done a moment longer. */
export function stepGuard(
  before: OutletState,
  tire: TireState,
  phase: Guard,
  context: OutletContext,
): OutletStep {
  const { outlet, wrong } = watchShut(before, context, 'guard');
  // Whoever heard that it is done takes the hose off: it falls, and then it is empty.
  if (wrong?.code === 'hose-off') return go(outlet, tire, { kind: 'idle' });
  const isOver = context.nowMs - phase.sinceMs >= GUARD_MS;
  if (wrong && (isOver || wrong.code === 'fill-stuck-open')) {
    const { outcome: _, ...undone } = tire;
    return broken(outlet, undone, wrong.code, wrong.reason);
  }
  return isOver ? go(outlet, tire, { kind: 'idle' }) : stay(outlet, tire);
}

/** The sun warms a tire in hours; a valve that does not shut fills it in minutes. */
const FORGETS_MS = 60_000;

/** What it is held against is taken anew every minute. */
function forgetful(outlet: OutletState, nowMs: number): OutletState {
  const { shut, ...rest } = outlet;
  if (shut === undefined || nowMs - shut.atMs < FORGETS_MS) return outlet;
  return { ...rest, settledPsi: shut.psi, settledAtMs: nowMs };
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

/** So many times what counts as a leak needs no longer watching; and no weather makes a tire gain it meanwhile. */
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
