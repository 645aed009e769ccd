/** The serial ports of this computer. */
export type { PortInfo } from './info.js';
export { listPorts } from './list.js';
