import type { TireOutcome } from '../events.js';
import type { FaultCode } from '../faults.js';
import type { LeakResult } from '../outlet/outlet-state.js';
import type { CycleState } from '../state.js';

/** One tire at the end of a job. What was not measured is null. */
export interface TireReport {
  readonly name: string;
  readonly startPsi: number | null;
  readonly targetPsi: number;
  /** Settled, valve shut. */
  readonly finalPsi: number | null;
  /** What that becomes when the air has cooled: an estimate. */
  readonly finalCoolPsi: number | null;
  readonly valveCycles: number;
  readonly elapsedMs: number;
  readonly outcome: TireOutcome | null;
  readonly leak?: LeakResult;
}

/** Why a job ended: `running` while it has not. */
export type StopReason = 'done' | 'stopped' | 'running' | FaultCode;

/** What a job has come to: each tire, the pump, and why it ended. */
export interface CycleReport {
  readonly tires: readonly TireReport[];
  /** As far as the controller can tell. */
  readonly pump: { readonly starts: number; readonly runMs: number };
  /** How often the link stood still, and for how long in all. */
  readonly stalls: { readonly count: number; readonly totalMs: number };
  readonly stopReason: StopReason;
}

/** What a job has come to, for people and programs. Pressures are rounded to what a sensor can tell. */
export function reportOf({ job, stage, tires, pump, stalls }: CycleState): CycleReport {
  return {
    tires: tires.map((tire, index) => ({
      name: job.tires[index]?.name ?? `${index}`,
      startPsi: rounded(tire.startPsi),
      targetPsi: tire.targetPsi,
      finalPsi: rounded(tire.finalPsi),
      finalCoolPsi: rounded(tire.finalCoolPsi),
      valveCycles: tire.valveCycles,
      elapsedMs: Math.round(tire.elapsedMs),
      outcome: tire.outcome ?? null,
      ...(tire.leak && { leak: tire.leak }),
    })),
    pump: { starts: pump.starts, runMs: Math.round(pump.runMs) },
    stalls: { count: stalls.count, totalMs: Math.round(stalls.totalMs) },
    stopReason: stage.kind === 'ended' ? stage.reason : stage.kind === 'fault' ? stage.fault.code : 'running',
  };
}

function rounded(psi: number | undefined): number | null {
  return psi === undefined ? null : Math.round(psi * 100) / 100;
}
