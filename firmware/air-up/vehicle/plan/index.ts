/** From a vehicle and its targets to a job for the cycle and a plant for the simulation. */
export { type AirPlan, jobOfPlan, planOfPreset, planOfTargets, withTarget } from './air-plan.js';
export { buildJob, guardJob, type VehicleJob } from './build-job.js';
export { buildPlant, type PlantStart, SIMULATED_SIZE } from './build-plant.js';
export { directionOf, isLowering } from './direction.js';
export { learnedVolumeL } from './learned-volume.js';
