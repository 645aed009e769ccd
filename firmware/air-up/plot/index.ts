/** Pressure, valves and pump as SVG. */
export { plotSvg } from './plot.js';
export { clockText } from './time-axis.js';
