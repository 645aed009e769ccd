import { type Goal, settledGoal } from '../estimate/closing.js';
import type { Direction, TireAir } from '../estimate/flow-model.js';
import type { TireOutcome } from '../events.js';
import type { Job } from '../job/job.js';

/** What a settled reading leads to. */
export type Decision =
  | { readonly kind: 'open'; readonly direction: Direction }
  | { readonly kind: 'finish'; readonly outcome: TireOutcome };

/** What is known when it is decided. */
export interface Known {
  readonly air: TireAir;
  /** Closings of this tire so far: before the first one, nothing that is wrong is our doing. */
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
