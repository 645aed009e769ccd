import { randomBytes } from 'node:crypto';
import { type CycleState, reportOf } from '../../../../firmware/air-up/cycle/index.js';
import { learnedVolumeL, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import type { JobRecord } from '../../../panel/index.js';

/** Turns the steps of a cycle into records: one when a job starts, and one when it ends. */
export class JobBook {
  #open: Pick<JobRecord, 'id' | 'startedAt' | 'preset'> | undefined;

  constructor(
    private readonly vehicle: Vehicle,
    private readonly now: () => Date,
    /** Ambient temperature, if given. */
    private readonly celsius?: number,
  ) {}

  /** @returns the record of a step, if any */
  step(state: CycleState, preset: string | null): JobRecord | undefined {
    const isRunning = state.stage.kind === 'running';
    if (isRunning === (this.#open !== undefined)) return undefined;
    if (isRunning) {
      this.#open = { id: randomBytes(6).toString('hex'), startedAt: this.now().toISOString(), preset };
      return this.#record(state, this.#open, false);
    }
    const open = this.#open;
    this.#open = undefined;
    return open && this.#record(state, open, true);
  }

  #record(
    state: CycleState,
    open: Pick<JobRecord, 'id' | 'startedAt' | 'preset'>,
    hasEnded: boolean,
  ): JobRecord {
    const { tires, stopReason } = reportOf(state);
    return {
      ...open,
      vehicle: this.vehicle.title,
      ambientPsi: Math.round(state.job.ambientPsi * 100) / 100,
      ...(this.celsius !== undefined && { celsius: this.celsius }),
      kind: state.job.kind,
      endedAt: hasEnded ? this.now().toISOString() : null,
      stopReason: hasEnded ? stopReason : null,
      reason: state.stage.kind === 'fault' ? state.stage.fault.reason : null,
      tires: tires.map((tire, index) => {
        const { name, startPsi, targetPsi, finalPsi, finalCoolPsi, outcome, valveCycles, elapsedMs } = tire;
        const volumeL = hasEnded ? this.#volumeL(state, index) : undefined;
        return {
          name,
          startPsi,
          targetPsi: Math.round(targetPsi * 100) / 100,
          finalPsi,
          finalCoolPsi,
          outcome,
          valveCycles,
          elapsedMs,
          ...(volumeL !== undefined && { volumeL }),
        };
      }),
    };
  }

  #volumeL({ job, tires }: CycleState, index: number): number | undefined {
    const tire = tires[index];
    if (!tire || job.kind !== 'inflate' || tire.outcome !== 'done') return undefined;
    const { startPsi, finalCoolPsi, openMs } = tire;
    if (startPsi === undefined || finalCoolPsi === undefined) return undefined;
    const volumeL = learnedVolumeL(this.vehicle, { startPsi, coolPsi: finalCoolPsi, openMs });
    return volumeL === undefined ? undefined : Math.round(volumeL);
  }
}
