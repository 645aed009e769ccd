import type { Clock } from '../../../base/index.js';
import { hc06Kind } from '../../../hc06/sim/index.js';
import { radioKinds } from '../../../kenwood/sim/index.js';
import { type DeviceEvent, deviceCatalog, SimLink } from '../../../link/sim/index.js';
import type { Connection } from './connection.js';

const DEVICES = deviceCatalog([hc06Kind, ...radioKinds]);

/** A simulated device in this page. @param query its options, as in `sim:hc06?baud=38400` */
export function simulated(
  device: string,
  query: Readonly<Record<string, string>>,
  clock: Clock,
  onEvent: (event: DeviceEvent) => void = () => {},
): Connection {
  const portName = `simulated ${DEVICES.get(device)?.title ?? device}`;
  return {
    name: portName,
    isBluetooth: false,
    isSimulated: true,
    open: async (line) =>
      new SimLink({ portName, device, query: Object.entries(query), line, devices: DEVICES, clock, onEvent }),
  };
}
