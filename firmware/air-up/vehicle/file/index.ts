/** The vehicle file as text: parse, validate, point to the line of a mistake, write a calibration back. */
export { VEHICLE_EXAMPLES } from './examples.js';
export { readVehicle } from './read.js';
export { mapText, withCalibration } from './save-calibration.js';
