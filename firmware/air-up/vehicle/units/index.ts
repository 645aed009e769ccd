/** Quantities with units as people write them, and pressures in the reader's unit. */
export { pressureDigits, pressureIn, pressureText } from './pressure.js';
export { type Dimension, PRESSURE_UNITS, type PressureUnit, readQuantity } from './quantity.js';
