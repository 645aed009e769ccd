/** The vehicle file: tires, presets, pump, sensor. */
export { adHocVehicle, pumpNamed } from './ad-hoc.js';
export { gainOf, zeroOf } from './calibration.js';
export { type BatteryVolts, BatteryWatch, isEngineOn, type OnBattery, onBattery } from './engine.js';
export { mapText, readVehicle, VEHICLE_EXAMPLES, withCalibration } from './file/index.js';
export { withManifold } from './manifold.js';
export {
  type AirPlan,
  buildJob,
  buildPlant,
  directionOf,
  guardJob,
  isLowering,
  jobOfPlan,
  learnedVolumeL,
  type PlantStart,
  planOfPreset,
  planOfTargets,
  SIMULATED_SIZE,
  type VehicleJob,
  withTarget,
} from './plan/index.js';
export { outOfReach } from './reach.js';
export { sizeOf } from './size-of.js';
export {
  NO_TARGET_PSI,
  type RequestedTires,
  readPressure,
  readTire,
  sameName,
  type TypedTire,
  targetsFor,
} from './targets.js';
export {
  PRESSURE_UNITS,
  type PressureUnit,
  pressureDigits,
  pressureIn,
  pressureText,
  readQuantity,
} from './units/index.js';
export {
  DEFAULT_AIM,
  type PressureTarget,
  UNTITLED,
  type Vehicle,
  type VehiclePump,
  type VehicleSensor,
  type VehicleTire,
} from './vehicle.js';
