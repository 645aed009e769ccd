/** The vehicle file: tires, presets, pump, sensor. */
export { adHocVehicle, pumpNamed } from './ad-hoc.js';
export { type AirPlan, jobOfPlan, planOfPreset, planOfTargets, withTarget } from './air-plan.js';
export { buildJob, guardJob, type VehicleJob } from './build-job.js';
export { buildPlant, type PlantStart, SIMULATED_SIZE } from './build-plant.js';
export { gainOf, zeroOf } from './calibration.js';
export { directionOf, isLowering } from './direction.js';
export { VEHICLE_EXAMPLES } from './examples.js';
export { learnedVolumeL } from './learned-volume.js';
export { withManifold } from './manifold.js';
export { pressureDigits, pressureIn, pressureText } from './pressure.js';
export { PRESSURE_UNITS, type PressureUnit, readQuantity } from './quantity.js';
export { outOfReach } from './reach.js';
export { readVehicle } from './read.js';
export { mapText, withCalibration } from './save-calibration.js';
export { sizeOf } from './size-of.js';
export {
  type Asked,
  NO_TARGET_PSI,
  readPressure,
  readTire,
  sameName,
  type TypedTire,
  targetsFor,
} from './targets.js';
export {
  DEFAULT_AIM,
  type PressureTarget,
  UNTITLED,
  type Vehicle,
  type VehiclePump,
  type VehicleSensor,
  type VehicleTire,
} from './vehicle.js';
