/** The simulated pump, line, tank, hose, valves, tires and sensors. */
export type { PlantFault } from './faults.js';
export type { Conductance } from './flow/flow.js';
export { type Hose, hoseConductance, hoseVolumeL } from './flow/hose.js';
export { SCHRADER_CORE } from './flow/parts.js';
export { inSeries } from './flow/series.js';
export type { ValveSetup } from './flow/valve.js';
export {
  createPlant,
  type OutletCommand,
  type Plant,
  type PlantCommands,
  type PlantReadings,
} from './plant.js';
export { type Random, seeded } from './random.js';
export type { SensorFailure, SensorSetup } from './sensor.js';
export { DEFAULTS, type OutletSetup, type PlantSetup, type ReliefSetup } from './setup.js';
export { Curve } from './supply/curve.js';
export type { SwitchSetup } from './supply/pressure-switch.js';
export type { ElectricSetup } from './supply/pump.js';
export {
  type CurrentPoint,
  type Duty,
  type FlowPoint,
  PUMP_MODELS,
  type PumpModel,
} from './supply/pump-models.js';
export type { TireSetup } from './tire/tire.js';
export { parseTireSize, type TireCavity, tireCavity, tireSizeHint } from './tire/tire-size.js';
export type { AirTruth, OutletTruth, PlantGlance, PlantTruth, PumpTruth, TireTruth } from './truth.js';
