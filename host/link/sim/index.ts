/** A simulated wire with a simulated device at its end; runs anywhere. */
export {
  type DeviceCatalog,
  type DeviceEvent,
  type DeviceFaults,
  type DeviceKind,
  type DeviceWorld,
  deviceCatalog,
  type SimDevice,
} from './device.js';
export { WIRE_FAULTS } from './faults.js';
export type { OptionSpec, OptionTable, OptionValues } from './options.js';
export { findDevice, SimLink } from './sim-link.js';
export { WIRE_OPTIONS } from './wire.js';
