/** Pure control: state, measurements and commands in, state, outputs and events out. */
export { type CycleStep, outputsOf, step } from './cycle.js';
export type { Direction } from './estimate/flow-model.js';
export { RATIO_LIMITS, sensorFault, toPsi } from './estimate/gauge.js';
export type { CycleEvent, TireOutcome } from './events.js';
export { FAULTS, type Fault, type FaultCode } from './faults.js';
export type { BatterySample, Command, CycleInput, Measurements, Sample } from './input.js';
export { checkJob, FILLS, type JobRefusal, leastTargetPsi, MOVES_AIR, mostPsi } from './job/check-job.js';
export {
  type Calibration,
  type DutyLimit,
  type Job,
  type JobKind,
  type Limits,
  type OutletConfig,
  type PumpConfig,
  type PumpControl,
  ratiometric,
  type TireTarget,
} from './job/job.js';
export { DEFAULT_LIMITS } from './job/limits.js';
export { type CycleReport, reportOf, type StopReason, type TireReport } from './job/report.js';
export { type CycleView, type OutletView, viewOf } from './job/view.js';
export type { Doubt } from './outlet/doubt.js';
export type { LeakResult } from './outlet/outlet-state.js';
export { tireOf } from './outlet/outlet-step.js';
export { LEASE_MS, type Outputs, SHUT, safeOutputs, type ValveOutputs } from './outputs.js';
export { isFresh } from './sensor-checks.js';
export { type CycleState, newCycle, type Stage } from './state.js';
export { unprovenOutlets } from './unproven-outlets.js';
