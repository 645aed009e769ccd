/**
 * `onair/air-up`: the inflation cycle, a simulated compressor with its tires, and the board that the cycle runs on.
 *
 *     vehicle, targets ─▶ buildJob ─▶ runAirUp | playJob ─▶ reportOf
 *
 * The simulated board is {@link airUpKind}, for `openLink` of `onair/link`.
 */
export type { Confidence } from '../../host/base/index.js';
export { type ErrorCode, type ErrorText, OnairError } from '../../host/base/index.js';
export type { Atmosphere } from '../units.js';
export type { OnStep, ProcessEnd } from './board/index.js';
export {
  endWithProcess,
  FIRMATA_BAUD,
  type PinMap,
  type RunSetup,
  runAirUp,
} from './board/index.js';
export type { BoardModel, PinName } from './board/pins/index.js';
export {
  type BatterySample,
  type Calibration,
  type Command,
  type CycleEvent,
  type CycleInput,
  type CycleReport,
  type CycleState,
  type CycleStep,
  type CycleView,
  checkJob,
  DEFAULT_LIMITS,
  type Direction,
  type Doubt,
  type DutyLimit,
  FAULTS,
  type Fault,
  type FaultCode,
  type Job,
  type JobKind,
  type JobRefusal,
  LEASE_MS,
  type LeakResult,
  type Limits,
  type Measurements,
  newCycle,
  type OutletConfig,
  type OutletView,
  type Outputs,
  outputsOf,
  type PumpConfig,
  type PumpControl,
  ratiometric,
  reportOf,
  type Sample,
  type Stage,
  type StopReason,
  step,
  type TireOutcome,
  type TireReport,
  type TireTarget,
  type ValveOutputs,
  viewOf,
} from './cycle/index.js';
export { loadPins } from './node/index.js';
export { airUpKind } from './node/sim-board/index.js';
export {
  type AirTruth,
  type Conductance,
  type CurrentPoint,
  createPlant,
  type Duty,
  type ElectricSetup,
  type FlowPoint,
  type Hose,
  type OutletCommand,
  type OutletSetup,
  type OutletTruth,
  type Plant,
  type PlantCommands,
  type PlantFault,
  type PlantGlance,
  type PlantReadings,
  type PlantSetup,
  type PlantTruth,
  type PumpModel,
  type PumpTruth,
  type Random,
  type ReliefSetup,
  type SensorFailure,
  type SensorSetup,
  type SwitchSetup,
  type TireCavity,
  type TireSetup,
  type TireTruth,
  type ValveSetup,
} from './plant/index.js';
export { type FaultPlaces, readFaults, type TimedFault } from './simulate/faults/index.js';
export {
  type OperatorTiming,
  type OutletRecord,
  playJob,
  type Recording,
  type Series,
  type Simulated,
  type SimulatedJob,
  type SimulatedJobResult,
  type SimulatedStep,
  type Simulation,
  simulate,
  type TimeSpan,
} from './simulate/index.js';
export {
  buildJob,
  type PlantStart,
  type PressureTarget,
  type PressureUnit,
  type RequestedTires,
  readVehicle,
  type TypedTire,
  targetsFor,
  VEHICLE_EXAMPLES,
  type Vehicle,
  type VehicleJob,
  type VehiclePump,
  type VehicleSensor,
  type VehicleTire,
} from './vehicle/index.js';
