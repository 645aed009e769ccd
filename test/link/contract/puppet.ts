import { systemClock } from '../../../host/base/clock.js';
import { DEFAULT_LINE, type LineSettings } from '../../../host/link/line.js';
import type { DeviceFaults, DeviceKind, DeviceWorld, SimDevice } from '../../../host/link/sim/device.js';
import { SimLink } from '../../../host/link/sim/sim-link.js';
import { ReceivedBytes } from './received-bytes.js';

/** A device that the test controls. */
export class Puppet implements SimDevice {
  readonly heard = new ReceivedBytes();
  powerCycles = 0;
  stops = 0;

  constructor(
    readonly world: DeviceWorld,
    public line: LineSettings,
    readonly faults: DeviceFaults,
    readonly options: Readonly<Record<string, string | number>>,
  ) {}

  receive(bytes: Buffer): void {
    this.heard.take(bytes);
  }

  send(bytes: Uint8Array | string): void {
    this.world.send(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  powerCycle(): void {
    this.powerCycles++;
  }

  stop(): void {
    this.stops++;
  }
}

/** A kind of puppet whose UART is set to `line`. */
export function puppetKind(line: LineSettings, more: Partial<DeviceKind> = {}): DeviceKind {
  return {
    name: 'puppet',
    title: 'a puppet',
    options: {},
    faults: {},
    create: (options, world, faults) => new Puppet(world, line, faults, options),
    ...more,
  };
}

/** A link to a puppet. */
export function puppetLink({
  portName = 'sim:puppet',
  line = DEFAULT_LINE,
  kind = puppetKind(line),
  query = '',
}: {
  readonly portName?: string;
  readonly line?: LineSettings;
  readonly kind?: DeviceKind;
  readonly query?: string;
} = {}): SimLink {
  return new SimLink({
    portName,
    device: kind.name,
    query: new URLSearchParams(query),
    line,
    devices: new Map([[kind.name, kind]]),
    clock: systemClock,
  });
}
