import type { FaultCode } from './faults.js';
import { meanSince, standing } from './gauge.js';
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
/** The air may be as much warmer or colder again as it is thought to be. */
const WARMTH_ERROR = 2;

type Watched = 'guard' | 'longer';

/**
 * Watches a tire whose valves are all shut: it can't gain air or lose it, beyond what warming and cooling do. With a
 * valve stuck open a reading may stand still and be wrong; it is the slow change that gives it away.
 */
export function watchShut(
  outlet: OutletState,
  { nowMs }: OutletContext,
  how: Watched,
): { readonly outlet: OutletState; readonly wrong?: { readonly code: FaultCode; readonly because: string } } {
  const { settledAtMs, shut } = outlet;
  if (settledAtMs === undefined || nowMs - settledAtMs < AT_REST_MS) return { outlet };
  const now = meanSince(outlet.gauge, nowMs - MEAN_MS);
  if (now === undefined) return { outlet };
  if (shut === undefined) return { outlet: { ...outlet, shut: { psi: now, atMs: nowMs } } };
  const warmth = WARMTH_ERROR * (outlet.air.hotPsi - outlet.air.coldPsi); // above 0 it will cool
  const because = `${psi(shut.psi)} and ${psi(now)} ${((nowMs - shut.atMs) / 1000).toFixed(1)} s later, all valves shut`;
  if (now > shut.psi + GAINS_PSI + Math.max(0, -warmth))
    return { outlet, wrong: { code: 'fill-stuck-open', because } };
  if (now > shut.psi - LOSES_PSI[how] - Math.max(0, warmth)) return { outlet };
  return { outlet, wrong: { code: outlet.lastDirection === 'vent' ? 'vent-stuck-open' : 'leak', because } };
}

/** Watches a tire that is done a moment longer. */
export function stepGuard(
  before: OutletState,
  tire: TireState,
  phase: Guard,
  context: OutletContext,
): OutletStep {
  const { outlet, wrong } = watchShut(before, context, 'guard');
  if (wrong) {
    const { outcome: _, ...undone } = tire;
    return broken(outlet, undone, wrong.code, wrong.because);
  }
  return context.nowMs - phase.sinceMs >= GUARD_MS ? go(outlet, tire, { kind: 'idle' }) : stay(outlet, tire);
}

/** Keeps a tire at its target. */
export function stepHolding(
  outlet: OutletState,
  tire: TireState,
  phase: Holding,
  context: OutletContext,
): OutletStep {
  const { job, nowMs } = context;
  const { limits } = job;
  const stand = standing(outlet.gauge, phase.sinceMs);
  if (!stand || job.kind !== 'hold') return stay(outlet, tire);
  if (stand.psi < limits.hoseOffPsi)
    return broken(outlet, tire, 'hose-off', `${psi(stand.psi)} while holding`);
  if (stand.psi > tire.targetPsi - limits.holdBandPsi) return stay(outlet, tire);
  const topUps = [...outlet.topUps.filter((atMs) => nowMs - atMs < limits.holdTopUpsMs), nowMs];
  if (topUps.length > limits.holdTopUps) {
    const minutes = Math.round((nowMs - (topUps[0] ?? nowMs)) / 60_000);
    return broken(outlet, tire, 'leak', `topped up ${topUps.length - 1} times within ${minutes} minutes`);
  }
  return go({ ...outlet, topUps, crossings: 0 }, { ...tire, tries: 0 }, { kind: 'rest', sinceMs: nowMs });
}

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
  if (now === undefined || nowMs - phase.sinceMs < limits.coolMs) return stay(outlet, tire);
  if (!phase.cool) return go(outlet, tire, { ...phase, cool: { psi: now, atMs: nowMs } });
  const overMs = nowMs - phase.cool.atMs;
  const lostPsi = phase.cool.psi - now;
  if (overMs < limits.leakTestMs && lostPsi < 4 * limits.leakPsi) return stay(outlet, tire);
  const leak = { lostPsi, overMs, leaks: lostPsi >= limits.leakPsi };
  return finish({ ...outlet, settledPsi: now }, { ...tire, leak }, 'done', context);
}
