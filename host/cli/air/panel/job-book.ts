import { randomBytes } from 'node:crypto';
import { type CycleState, reportOf } from '../../../../firmware/air-up/cycle/index.js';
import type { JobRecord } from '../../../panel/index.js';

/** Turns the steps of a cycle into records: one when a job begins, the same with its end when it has ended. */
export class JobBook {
  #open: Pick<JobRecord, 'id' | 'startedAt' | 'preset'> | undefined;

  constructor(
    private readonly vehicle: string,
    private readonly now: () => Date,
  ) {}

  /** @returns the record that a step makes, if any */
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
      vehicle: this.vehicle,
      kind: state.job.kind,
      endedAt: hasEnded ? this.now().toISOString() : null,
      stopReason: hasEnded ? stopReason : null,
      reason: state.stage.kind === 'fault' ? state.stage.fault.reason : null,
      tires: tires.map(({ name, startPsi, targetPsi, finalPsi, outcome, valveCycles, elapsedMs }) => ({
        name,
        startPsi,
        targetPsi: Math.round(targetPsi * 100) / 100,
        finalPsi,
        outcome,
        valveCycles,
        elapsedMs,
      })),
    };
  }
}
