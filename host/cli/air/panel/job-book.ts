import { randomBytes } from 'node:crypto';
import {
  type CycleState,
  FILLS,
  reportOf,
  unprovenOutlets,
} from '../../../../firmware/air-up/cycle/index.js';
import { learnedVolumeL, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import type { JobRecord } from '../../../panel/index.js';

type Begin = Pick<JobRecord, 'id' | 'startedAt' | 'preset'>;

interface OpenJob {
  readonly begin: Begin;
  /** Time of the cycle at the begin: the clock on the wall may be set in the middle of a job. */
  readonly atMs: number;
}

/** Turns the steps of a cycle into records: one when a job begins, the same with its end when it has ended. */
export class JobBook {
  #open: OpenJob | undefined;
  #unproven: readonly number[];
  readonly #celsius: number | undefined;

  constructor(
    private readonly vehicle: Vehicle,
    private readonly now: () => Date,
    {
      celsius,
      unproven = [],
    }: {
      /** Ambient temperature, if given. */
      readonly celsius?: number | undefined;
      /** Outlets of the vehicle that earlier jobs have left unproven. */
      readonly unproven?: readonly number[];
    } = {},
  ) {
    this.#celsius = celsius;
    this.#unproven = unproven;
  }

  /** Outlets of the vehicle that the last job to end, or one before it, has left unproven. */
  get unproven(): readonly number[] {
    return this.#unproven;
  }

  /**
   * @param places the place of each outlet of the job in the vehicle
   * @returns the record of a step, if any
   */
  step(state: CycleState, preset: string | null, places: readonly number[]): JobRecord | undefined {
    const isRunning = state.stage.kind === 'running';
    if (isRunning === (this.#open !== undefined)) return undefined;
    if (!isRunning) {
      const left = unprovenOutlets(state).flatMap((outlet) => places[outlet] ?? []);
      this.#unproven = [...this.#unproven.filter((place) => !places.includes(place)), ...left];
    }
    if (isRunning) {
      const begin = { id: randomBytes(6).toString('hex'), startedAt: this.now().toISOString(), preset };
      this.#open = { begin, atMs: state.atMs };
      return this.#record(state, begin, null, this.#wouldLeave(state, places));
    }
    const open = this.#open;
    this.#open = undefined;
    return open && this.#record(state, open.begin, endOf(open, state), this.#unproven);
  }

  /** Who is killed writes no more: the record of the begin has what is unproven then. */
  #wouldLeave({ job }: CycleState, places: readonly number[]): readonly number[] {
    return FILLS[job.kind] ? [...new Set([...this.#unproven, ...places])] : this.#unproven;
  }

  #record(state: CycleState, begin: Begin, endedAt: string | null, unproven: readonly number[]): JobRecord {
    const hasEnded = endedAt !== null;
    const { tires, stopReason } = reportOf(state);
    return {
      ...begin,
      vehicle: this.vehicle.title,
      ambientPsi: Math.round(state.job.ambientPsi * 100) / 100,
      ...(this.#celsius !== undefined && { celsius: this.#celsius }),
      ...(unproven.length > 0 && { unproven: [...unproven] }),
      kind: state.job.kind,
      endedAt,
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

function endOf({ begin, atMs }: OpenJob, state: CycleState): string {
  return new Date(Date.parse(begin.startedAt) + state.atMs - atMs).toISOString();
}
