/** The simulated pump, line, tank, hose, valves, tires and sensors. */
export type { PlantFault } from './faults.js';
export type { Conductance } from './flow.js';
export { type Hose, hoseConductance, hoseVolumeL } from './hose.js';
export { type Confidence, SCHRADER_CORE } from './parts.js';
export {
  createPlant,
  type OutletCommand,
  type Plant,
  type PlantCommands,
  type PlantReadings,
} from './plant.js';
export type { SwitchSetup } from './pressure-switch.js';
export type { ElectricSetup } from './pump.js';
export { type CurrentPoint, type Duty, type FlowPoint, PUMP_MODELS, type PumpModel } from './pump-models.js';
export { type Random, seeded } from './random.js';
export type { SensorFailure, SensorSetup } from './sensor.js';
export { inSeries } from './series.js';
export { DEFAULTS, type OutletSetup, type PlantSetup, type ReliefSetup } from './setup.js';
export type { TireSetup } from './tire.js';
export { parseTireSize, type TireCavity, tireCavity } from './tire-size.js';
export type { AirTruth, OutletTruth, PlantTruth, PumpTruth, TireTruth } from './truth.js';
export type { ValveSetup } from './valve.js';
