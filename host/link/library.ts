/**
 * `onair/link`: one wire, whatever it is made of: a serial port, a TCP connection or a simulated device.
 *
 *     port string ─▶ openLink ─▶ Link ─▶ 'data', send, reconfigure, close
 */
export {
  type Clock,
  type ErrorCode,
  type ErrorText,
  OnairError,
  stopReason,
  systemClock,
  type Timer,
} from '../base/index.js';
export { DEFAULT_LINE, formatLine, type LineSettings, type Parity } from './line.js';
export { type CloseReason, Link, type Tap, type TrafficDirection } from './link.js';
export { type OpenContext, openLink } from './node/open.js';
export { SerialLink } from './node/serial.js';
export { TcpLink } from './node/tcp.js';
export { type PortTarget, parsePort, type TcpAddress } from './port-string.js';
export type { UsbAdapter } from './ports/adapters.js';
export type { ListedPort, PortInfo, PortSources } from './ports/info.js';
export { listPorts } from './ports/list.js';
export {
  type DeviceCatalog,
  type DeviceEvent,
  type DeviceFaults,
  type DeviceKind,
  type DeviceWorld,
  deviceCatalog,
  type SimDevice,
} from './sim/device.js';
export type { OptionSpec, OptionTable, OptionValues } from './sim/options.js';
export { SimLink, type SimLinkSetup } from './sim/sim-link.js';
