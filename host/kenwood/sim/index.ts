/** The simulated radios, and the port of a simulated GPS receiver. */
export { gpsPortKind } from './gps-port.js';
export { radioKinds } from './kind.js';
