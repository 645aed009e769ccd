/**
 * `onair/air-up`: the inflation cycle, a simulated compressor with its tires, and the board that the cycle runs on.
 *
 *     vehicle, targets ─▶ buildJob ─▶ runAirUp | playJob ─▶ reportOf
 *
 * The simulated board is {@link airUpKind}, for `openLink` of `onair/link`.
 */
export type { Confidence } from '../../host/base/confidence.js';
export { type ErrorCode, type ErrorText, OnairError } from '../../host/base/error.js';
export type { Atmosphere } from '../units.js';
export type { OnStep } from './board/carry-out.js';
export {
  endWithProcess,
  FIRMATA_BAUD,
  loadPins,
  type PinMap,
  type RunSetup,
  runAirUp,
} from './board/index.js';
export type { BoardModel, PinName } from './board/pins/boards.js';
export type { ProcessEnd } from './board/process-end.js';
export { type CycleStep, outputsOf, step } from './cycle/cycle.js';
export type { Direction } from './cycle/estimate/flow-model.js';
export type { CycleEvent, TireOutcome } from './cycle/events.js';
export { FAULTS, type Fault, type FaultCode } from './cycle/faults.js';
export type { BatterySample, Command, CycleInput, Measurements, Sample } from './cycle/input.js';
export { checkJob, type JobRefusal } from './cycle/job/check-job.js';
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
} from './cycle/job/job.js';
export { DEFAULT_LIMITS } from './cycle/job/limits.js';
export { type CycleReport, reportOf, type StopReason, type TireReport } from './cycle/job/report.js';
export { type CycleView, type OutletView, viewOf } from './cycle/job/view.js';
export type { LeakResult } from './cycle/outlet/outlet-state.js';
export { LEASE_MS, type Outputs, type ValveOutputs } from './cycle/outputs.js';
export { type CycleState, newCycle, type Stage } from './cycle/state.js';
export type { PlantFault } from './plant/faults.js';
export type { Conductance } from './plant/flow/flow.js';
export type { Hose } from './plant/flow/hose.js';
export type { ValveSetup } from './plant/flow/valve.js';
export {
  createPlant,
  type OutletCommand,
  type Plant,
  type PlantCommands,
  type PlantReadings,
} from './plant/plant.js';
export type { Random } from './plant/random.js';
export type { SensorFailure, SensorSetup } from './plant/sensor.js';
export type { OutletSetup, PlantSetup, ReliefSetup } from './plant/setup.js';
export type { SwitchSetup } from './plant/supply/pressure-switch.js';
export type { ElectricSetup } from './plant/supply/pump.js';
export type { CurrentPoint, Duty, FlowPoint, PumpModel } from './plant/supply/pump-models.js';
export type { TireSetup } from './plant/tire.js';
export type { TireCavity } from './plant/tire-size.js';
export type { AirTruth, OutletTruth, PlantTruth, PumpTruth, TireTruth } from './plant/truth.js';
export { airUpKind } from './sim-board/kind.js';
export { type FaultPlaces, readFaults, type TimedFault } from './simulate/fault-names.js';
export type { OutletRecord, Recording, Series, Span } from './simulate/record.js';
export {
  type OperatorTiming,
  type Simulated,
  type SimulatedStep,
  type Simulation,
  simulate,
} from './simulate/simulate.js';
export { playJob, type SimulatedJob, type SimulatedJobResult } from './simulate/simulated-job.js';
export { buildJob, type VehicleJob } from './vehicle/build-job.js';
export type { PlantStart } from './vehicle/build-plant.js';
export { VEHICLE_EXAMPLES } from './vehicle/examples.js';
export type { PressureUnit } from './vehicle/quantity.js';
export { readVehicle } from './vehicle/read.js';
export { type Asked, type TypedTire, targetsFor } from './vehicle/targets.js';
export type { PressureTarget, Vehicle, VehiclePump, VehicleSensor, VehicleTire } from './vehicle/vehicle.js';
