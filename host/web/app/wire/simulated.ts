import type { Clock } from '../../../base/index.js';
import { hc06Kind } from '../../../hc06/sim/index.js';
import { radioKinds } from '../../../kenwood/sim/index.js';
import { type DeviceEvent, deviceCatalog, SimLink } from '../../../link/sim/index.js';
import { say, words } from '../shell/words.js';
import type { Connection } from './connection.js';

const DEVICES = deviceCatalog([hc06Kind, ...radioKinds]);

/** A simulated device in this page. @param query its options, as in `sim:hc06?baud=38400` */
export function simulated(
  device: string,
  query: Readonly<Record<string, string>>,
  clock: Clock,
  onEvent: (event: DeviceEvent) => void = () => {},
): Connection {
  // Without what a simulated radio can do, which stands in brackets.
  const title = DEVICES.get(device)?.title.replace(/ \(.*$/, '') ?? device;
  const portName = words.value.wire.simulated(say(title));
  return {
    name: portName,
    isBluetooth: false,
    isSimulated: true,
    open: async (line) =>
      new SimLink({ portName, device, query: Object.entries(query), line, devices: DEVICES, clock, onEvent }),
  };
}
