import { initialEstimate } from '../estimate/estimate.js';
import type { CycleEvent } from '../events.js';
import type { FaultCode } from '../faults.js';
import type { Job, OutletConfig, TireTarget } from '../job/job.js';
import { type OutletState, outletWith, type Phase, type TireState } from './outlet-state.js';

/** What an outlet gets to know in one step. */
export interface OutletContext {
  readonly job: Job;
  /** Position of the outlet in the job. */
  readonly index: number;
  readonly config: OutletConfig;
  /** The tire that it is on, by position in the job. */
  readonly tireIndex: number;
  readonly target: TireTarget;
  /** All tires of the job. */
  readonly tires: readonly TireState[];
  readonly nowMs: number;
  /** The person says that the hose is on the tire. */
  readonly next: boolean;
  /** Nobody has to hold on, or a person does. */
  readonly held: boolean;
  /** It is this outlet's turn: pump, battery and the other outlets let it fill. */
  readonly mayFill: boolean;
  /** A relay can take the power from the pump, and no other outlet needs it now. */
  readonly maySwitchOff: boolean;
  /** Time for which the pump has run in this job, ms. */
  readonly pumpRanMs: number;
  /** Nothing forbids to let air out. */
  readonly mayVent: boolean;
}

/** What comes of a step: the new state and the events. */
export interface OutletStep {
  readonly outlet: OutletState;
  readonly tire: TireState;
  readonly events: readonly CycleEvent[];
  readonly fault?: { readonly code: FaultCode; readonly reason: string };
}

/** Nothing happens. */
export function stay(outlet: OutletState, tire: TireState): OutletStep {
  return { outlet, tire, events: [] };
}

/** Goes on to another phase. */
export function go(outlet: OutletState, tire: TireState, phase: Phase, ...events: CycleEvent[]): OutletStep {
  return { outlet: outletWith(outlet, outlet.gauge, phase), tire, events };
}

/** Something is wrong; the cycle shuts everything. */
export function broken(outlet: OutletState, tire: TireState, code: FaultCode, reason: string): OutletStep {
  return { outlet, tire, events: [], fault: { code, reason } };
}

/** Figures as people read them. */
export function psi(value: number): string {
  const text = value.toFixed(1);
  return `${text === '-0.0' ? '0.0' : text} psi`;
}

/** Position in the job of the tire that an outlet is on. */
export function tireOf({ turn }: Pick<OutletState, 'turn'>, { tires }: OutletConfig): number | undefined {
  return tires[turn];
}

/** It lets air from the line into its tire right now. */
export function isFilling({ phase }: OutletState): boolean {
  return phase.kind === 'open' && phase.pulse.direction === 'fill';
}

/** What was learned of a tire and the path to it holds neither for the next tire nor after a fault. */
export function forgotten(outlet: OutletState, turn: number, job: Job, config: OutletConfig): OutletState {
  const volumeL = job.tires[tireOf({ turn }, config) ?? 0]?.volumeL;
  return {
    ...outlet,
    lastDirection: undefined,
    ratePsiPerS: undefined,
    jumps: undefined,
    jumpedAtMs: undefined,
    turn,
    looks: 0,
    reversals: 0,
    fill: initialEstimate(volumeL),
    vent: initialEstimate(volumeL),
  };
}
