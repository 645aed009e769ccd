/** The simulated module. */
export { hc06Kind } from './kind.js';
