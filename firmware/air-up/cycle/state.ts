import { type BatteryState, FRESH_BATTERY } from './battery.js';
import { initialEstimate } from './estimate/estimate.js';
import { NO_GAUGE } from './estimate/gauge.js';
import type { CycleEvent } from './events.js';
import type { Fault } from './faults.js';
import type { Job, OutletConfig } from './job/job.js';
import type { OutletState, TireState } from './outlet/outlet-state.js';
import { newPump, type PumpState } from './pump.js';

/** Where the whole job stands. */
export type Stage =
  /** Waits for a start. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly sinceMs: number }
  | { readonly kind: 'ended'; readonly reason: 'done' | 'stopped'; readonly atMs: number }
  /** Latched: nothing moves until it is cleared. */
  | { readonly kind: 'fault'; readonly fault: Fault };

/** All that the cycle remembers between two steps. */
export interface CycleState {
  readonly job: Job;
  readonly stage: Stage;
  readonly outlets: readonly OutletState[];
  /** By position in the job. */
  readonly tires: readonly TireState[];
  readonly pump: PumpState;
  readonly battery: BatteryState;
  /** A person holds on until then, as far as was heard; of account for jobs that want it. */
  readonly heldUntilMs?: number | undefined;
  /** Since then there is no fresh reading, or the board holds its outputs safe: nothing may be open. */
  readonly blindSinceMs?: number | undefined;
  /** How often the link stood still in this job, and for how long in all, ms. */
  readonly stalls: { readonly count: number; readonly totalMs: number };
  readonly atMs: number;
}

/**
 * A job that waits for its start. It must have passed `checkJob`.
 * @param unproven outlets that an earlier job has left unproven, as `unprovenOutlets` has them
 */
export function newCycle(job: Job, nowMs: number, unproven: readonly number[] = []): CycleState {
  return {
    job,
    stage: { kind: 'waiting' },
    outlets: job.outlets.map((config, index) =>
      newOutlet(job, config, nowMs, unproven.includes(index) ? true : undefined),
    ),
    tires: job.tires.map(({ targetPsi }) => ({
      targetPsi,
      mostAimedPsi: undefined,
      startPsi: undefined,
      finalPsi: undefined,
      finalCoolPsi: undefined,
      valveCycles: 0,
      tries: 0,
      openMs: 0,
      elapsedMs: 0,
      activeMs: 0,
      outcome: undefined,
      leak: undefined,
    })),
    pump: newPump(nowMs),
    battery: FRESH_BATTERY,
    heldUntilMs: undefined,
    blindSinceMs: undefined,
    stalls: { count: 0, totalMs: 0 },
    atMs: nowMs,
  };
}

/**
 * With other outlets and tires. Written out like the next one, as both are in every step, and a spread takes ten times
 * as long.
 */
export function withOutlets(
  state: CycleState,
  outlets: CycleState['outlets'],
  tires: CycleState['tires'],
): CycleState {
  return {
    job: state.job,
    stage: state.stage,
    outlets,
    tires,
    pump: state.pump,
    battery: state.battery,
    heldUntilMs: state.heldUntilMs,
    blindSinceMs: state.blindSinceMs,
    stalls: state.stalls,
    atMs: state.atMs,
  } satisfies Record<keyof CycleState, unknown>;
}

/** With the pump as it is at the end of a step. */
export function withPump(state: CycleState, pump: PumpState, atMs: number): CycleState {
  return {
    job: state.job,
    stage: state.stage,
    outlets: state.outlets,
    tires: state.tires,
    pump,
    battery: state.battery,
    heldUntilMs: state.heldUntilMs,
    blindSinceMs: state.blindSinceMs,
    stalls: state.stalls,
    atMs,
  } satisfies Record<keyof CycleState, unknown>;
}

function newOutlet(
  job: Job,
  config: OutletConfig,
  nowMs: number,
  unproven: OutletState['unproven'],
): OutletState {
  const volumeL = job.tires[config.tires[0] ?? 0]?.volumeL;
  return {
    gauge: NO_GAUGE,
    phase: { kind: 'hose', waitsSinceMs: nowMs, sinceMs: nowMs, seenOff: true },
    turn: 0,
    air: { hotPsi: job.ambientPsi, coldPsi: job.ambientPsi },
    fill: initialEstimate(volumeL),
    vent: initialEstimate(volumeL),
    settledPsi: undefined,
    settledAtMs: undefined,
    errorPsi: 0,
    shut: undefined,
    ratePsiPerS: undefined,
    zeroPsi: undefined,
    jumps: undefined,
    jumpedAtMs: undefined,
    looks: 0,
    reversals: 0,
    lastDirection: undefined,
    overfilled: undefined,
    filled: undefined,
    unproven,
    slowMs: undefined,
    topUps: [],
  };
}

/**
 * Time for which one message of a person who holds on counts, ms. With the 100 ms that a step may be late, air is shut
 * off within half a second after the person releases it or the messages stop.
 */
export const HOLD_TO_RUN_MS = 400;

/** Whether air may move as far as the person is concerned: most jobs do not need anybody to hold on. */
export function mayRun({ job, heldUntilMs }: CycleState, nowMs: number): boolean {
  return job.holdToRun !== true || (heldUntilMs !== undefined && nowMs < heldUntilMs);
}

/** A fault latches: the first one stays, and a job that has ended stays ended. */
export function latched(state: CycleState, fault: Fault, events: CycleEvent[]): CycleState {
  if (state.stage.kind === 'fault' || state.stage.kind === 'ended') return state;
  events.push({ kind: 'fault', fault });
  return { ...state, stage: { kind: 'fault', fault } };
}
