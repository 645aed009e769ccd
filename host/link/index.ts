/** The wire, as its users see it; runs anywhere. `link/node` opens one on this computer. */
export { keepOpen } from './keep-open.js';
export { DEFAULT_LINE, formatLine, type LineSettings, PARITIES, type Parity, wireTimeMs } from './line.js';
export { Link, type TrafficDirection } from './link.js';
export { parseListenAddress, parsePort, type TcpAddress } from './port-string.js';
export { ADAPTERS } from './ports/adapters.js';
export type { PortInfo } from './ports/info.js';
