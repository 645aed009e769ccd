import { type Command, type CycleReport, type JobKind, reportOf } from '../cycle/index.js';
import {
  buildJob,
  buildPlant,
  type PlantStart,
  type PressureTarget,
  type Vehicle,
  type VehicleJob,
} from '../vehicle/index.js';
import { breaking, brokenAtStart } from './breaking.js';
import type { TimedFault } from './faults/fault-names.js';
import { Recorder, type Recording } from './record.js';
import { type OperatorTiming, type Simulated, simulate } from './simulate.js';

/** A vehicle's job on the plant. */
export interface SimulatedJob extends PlantStart {
  readonly vehicle: Vehicle;
  readonly kind: JobKind;
  readonly targets: readonly PressureTarget[];
  readonly faults?: readonly TimedFault[];
  readonly person?: OperatorTiming;
  /** Time after which it is stopped in an orderly way, s: for jobs without an end of their own. */
  readonly stopAfterS?: number;
}

/** Its result. */
export interface SimulatedJobResult {
  readonly job: VehicleJob;
  readonly report: CycleReport;
  readonly simulated: Simulated;
  readonly recording: Recording;
}

/** Maximum time, s: more than the limits of any job allow. */
const LONGEST_S = 4 * 3600;

/** Runs a vehicle's job, and records it. */
export function playJob({
  vehicle,
  kind,
  targets,
  faults = [],
  person,
  stopAfterS,
  ...start
}: SimulatedJob): SimulatedJobResult {
  const job = buildJob(vehicle, kind, targets);
  const plant = { ...buildPlant(vehicle, job, start), faults: brokenAtStart(faults) };
  const recorder = new Recorder(
    job.job,
    plant.outlets.map(({ sensor }) => sensor?.bits ?? 10),
  );
  const strike = breaking(faults);
  const simulated = simulate({
    job: job.job,
    plant,
    ...(person && { person }),
    atMostS: LONGEST_S,
    onStep: (moment): readonly Command[] => {
      recorder.add(moment);
      const over = stopAfterS !== undefined && moment.nowMs >= stopAfterS * 1000;
      return over ? [{ kind: 'stop' }, ...strike(moment)] : strike(moment);
    },
  });
  return { job, report: reportOf(simulated.state), simulated, recording: recorder.recording() };
}
