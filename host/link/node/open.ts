import type { Clock } from '../../base/index.js';
import type { LineSettings } from '../line.js';
import type { Link } from '../link.js';
import { parsePort } from '../port-string.js';
import type { DeviceCatalog, DeviceEvent } from '../sim/device.js';

/** What opening a port by its name takes. */
export interface OpenContext {
  readonly clock: Clock;
  /** The devices that `sim:` ports may name. */
  readonly devices: DeviceCatalog;
  readonly onEvent?: (event: DeviceEvent) => void;
}

/**
 * Opens a port string: a path, `tcp://host:port`, or `sim:device?option=value`. Each kind is loaded on first
 * use, so a simulated device works even if the native serial binding does not.
 * @throws OnairError bad-value, port-missing, port-busy, port-denied, port-failed
 */
export async function openLink(port: string, line: LineSettings, context: OpenContext): Promise<Link> {
  const target = parsePort(port);
  switch (target.kind) {
    case 'serial': {
      const { SerialLink } = await import('./serial.js');
      return SerialLink.open(target.path, line);
    }
    case 'tcp': {
      const { TcpLink } = await import('./tcp.js');
      return TcpLink.open(port, target.address, line);
    }
    case 'sim': {
      const { SimLink } = await import('../sim/sim-link.js');
      const { clock, devices, onEvent } = context;
      return new SimLink({
        portName: port,
        device: target.device,
        query: target.query,
        line,
        devices,
        clock,
        ...(onEvent && { onEvent }),
      });
    }
  }
}
