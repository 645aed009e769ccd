/** Access to this computer: the system bus, and the program `rfcomm`. */
export { boundNodes, callRfcomm, mayUse } from './rfcomm-program.js';
export { openSystemBus } from './system-bus.js';
