import { type Goal, settledGoal } from '../estimate/closing.js';
import type { Direction, TireAir } from '../estimate/flow-model.js';
import type { CycleEvent, TireOutcome } from '../events.js';
import { mostPsi } from '../job/check-job.js';
import type { Job } from '../job/job.js';
import type { Filled, OutletState, TireState } from './outlet-state.js';
import { broken, forgotten, go, type OutletContext, type OutletStep } from './outlet-step.js';
import { faultOfUnproven } from './unproven.js';

/** A reading may be wrong by so much, and the tire's own limit is not passed for that, psi. */
const BELOW_MAX_PSI = 0.2;

/** Where the tire shall be, as absolute pressures. Every reversal halves the way that is still aimed at. */
export function goalOf(outlet: OutletState, tire: TireState, { job, target }: OutletContext): Goal {
  const maxPsi = mostPsi(target, job.limits) - BELOW_MAX_PSI + job.ambientPsi;
  const psi = Math.min(tire.targetPsi + job.ambientPsi, maxPsi);
  const of = job.aim;
  const from = outlet.air.hotPsi;
  return { psi: psi + (from - psi) * (1 - 0.5 ** outlet.reversals), of, maxPsi };
}

/** What a settled reading leads to. */
export type Decision =
  | { readonly kind: 'open'; readonly direction: Direction }
  | { readonly kind: 'finish'; readonly outcome: TireOutcome };

/** What is known when it is decided. */
export interface Known {
  readonly air: TireAir;
  /** Of this tire so far: before the first one, nothing that is wrong is our doing. */
  readonly valveCycles: number;
  readonly canFill: boolean;
  readonly hasVent: boolean;
}

/** Decides on a settled reading of a shut valve, and on nothing else. */
export function decide(kind: Job['kind'], goal: Goal, tolerancePsi: number, known: Known): Decision {
  const missing = settledGoal(goal, known.air) - known.air.hotPsi;
  if (Math.abs(missing) <= tolerancePsi) return { kind: 'finish', outcome: 'done' };
  const needs: Direction = missing > 0 ? 'fill' : 'vent';
  const wanted: Direction = kind === 'deflate' ? 'vent' : 'fill';
  if (needs !== wanted && known.valveCycles === 0 && kind !== 'hold')
    return { kind: 'finish', outcome: 'left-alone' };
  const possible = needs === 'fill' ? known.canFill : known.hasVent;
  return possible ? { kind: 'open', direction: needs } : { kind: 'finish', outcome: 'past' };
}

/** A settled reading with the valve shut is available: decides and continues. */
export function settled(
  outlet: OutletState,
  tire: TireState,
  psi: number,
  context: OutletContext,
): OutletStep {
  const { job, config, nowMs, index, tireIndex } = context;
  const known = { ...outlet, shut: undefined, settledPsi: psi, settledAtMs: nowMs };
  if (job.kind === 'leak-test') {
    return go(known, tire, { kind: 'leak-test', sinceMs: nowMs });
  }
  if (job.kind === 'watch') return go(known, tire, { kind: 'holding', sinceMs: nowMs });
  const goal = goalOf({ ...known, reversals: 0 }, tire, context);
  const decision = decide(job.kind, goal, job.limits.tolerancePsi, {
    air: outlet.air,
    valveCycles: tire.valveCycles,
    canFill: true,
    hasVent: config.hasVent,
  });
  if (decision.kind === 'finish') {
    const wrong = faultOfUnproven(known, psi);
    if (wrong) return broken(known, tire, wrong.code, wrong.reason);
    return finish(known, tire, decision.outcome, context);
  }
  const turned = outlet.lastDirection !== undefined && outlet.lastDirection !== decision.direction;
  return go(
    { ...known, reversals: outlet.reversals + (turned ? 1 : 0) },
    tire,
    { kind: 'ready', direction: decision.direction, sinceMs: nowMs },
    { kind: 'settled', outlet: index, tire: tireIndex, psi },
  );
}

/** The tire is done; the outlet continues with the next one, or watches this one for a moment. */
export function finish(
  outlet: OutletState,
  tire: TireState,
  outcome: TireOutcome,
  { job, config, index, tireIndex, nowMs }: OutletContext,
): OutletStep {
  const psi = outlet.settledPsi ?? 0;
  const done = { ...tire, outcome, finalPsi: psi, finalCoolPsi: outlet.air.coldPsi - job.ambientPsi };
  const events: CycleEvent[] = [
    { kind: 'settled', outlet: index, tire: tireIndex, psi },
    { kind: 'tire-done', outlet: index, tire: tireIndex, outcome, psi },
  ];
  if (job.kind === 'hold') return go(outlet, done, { kind: 'holding', sinceMs: nowMs }, ...events);
  const next = outlet.turn + 1;
  const nextTire = config.tires[next];
  if (nextTire === undefined) return go(outlet, done, { kind: 'guard', sinceMs: nowMs }, ...events);
  events.push({ kind: 'move-hose', outlet: index, tire: nextTire });
  return go(
    forgotten(
      tire.valveCycles > 0 ? { ...outlet, filled: filledOf(done, tireIndex, nowMs) } : outlet,
      next,
      job,
      config,
    ),
    done,
    { kind: 'hose', waitsSinceMs: nowMs, sinceMs: nowMs, seenOff: false },
    ...events,
  );
}

function filledOf(
  { finalPsi = 0, finalCoolPsi: coldPsi = finalPsi }: TireState,
  tire: number,
  atMs: number,
): Filled {
  return { tire, psi: finalPsi, coldPsi, atMs };
}
