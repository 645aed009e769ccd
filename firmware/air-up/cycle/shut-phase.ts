import { meanSince, standing } from './gauge.js';
import type { OutletState, Phase, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi, stay } from './outlet-step.js';
import { finish } from './settled.js';

type Guard = Extract<Phase, { kind: 'guard' }>;
type Holding = Extract<Phase, { kind: 'holding' }>;
type LeakTest = Extract<Phase, { kind: 'leak-test' }>;

/** A tire that is done is watched so long: a valve that does not shut shows by then, ms. */
const GUARD_MS = 2000;
/** A shut tire that gains or loses more than this, beyond what its air does by cooling or warming, is not shut, psi. */
const MOVES_PSI = 0.3;
const MEAN_MS = 200;

/** What a tire with both valves shut can't do: gain air or lose it. */
export function faultWhileShut(
  outlet: OutletState,
  { job, nowMs }: OutletContext,
): { readonly code: 'fill-stuck-open' | 'leak'; readonly because: string } | undefined {
  const now = meanSince(outlet.gauge, nowMs - MEAN_MS);
  const was = outlet.settledPsi;
  if (now === undefined || was === undefined || nowMs - (outlet.settledAtMs ?? nowMs) < 2 * MEAN_MS)
    return undefined;
  const warmth = outlet.air.hotPsi - outlet.air.coldPsi; // above 0 it will cool
  const because = `${psi(was)} when it was settled, ${psi(now)} now`;
  if (now > was + MOVES_PSI + Math.max(0, -2 * warmth)) return { code: 'fill-stuck-open', because };
  if (now < was - MOVES_PSI - Math.max(0, 2 * warmth) - job.limits.holdBandPsi)
    return { code: 'leak', because };
  return undefined;
}

/** Watches a tire that is done a moment longer. */
export function stepGuard(
  outlet: OutletState,
  tire: TireState,
  phase: Guard,
  context: OutletContext,
): OutletStep {
  const wrong = faultWhileShut(outlet, context);
  if (wrong) return broken(outlet, tire, wrong.code, wrong.because);
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
  const now = meanSince(outlet.gauge, nowMs - 2 * MEAN_MS);
  if (now === undefined || nowMs - phase.sinceMs < limits.coolMs) return stay(outlet, tire);
  if (!phase.cool) return go(outlet, tire, { ...phase, cool: { psi: now, atMs: nowMs } });
  const overMs = nowMs - phase.cool.atMs;
  const lostPsi = phase.cool.psi - now;
  if (overMs < limits.leakTestMs && lostPsi < 4 * limits.leakPsi) return stay(outlet, tire);
  const leak = { lostPsi, overMs, leaks: lostPsi >= limits.leakPsi };
  return finish({ ...outlet, settledPsi: now }, { ...tire, leak }, 'done', context);
}
