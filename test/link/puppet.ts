import type { LineSettings } from '../../host/link/line.js';
import type { DeviceFaults, DeviceKind, DeviceWorld, SimDevice } from '../../host/link/sim/device.js';
import { Heard } from './heard.js';

/** A device that says and hears what the test wants. */
export class Puppet implements SimDevice {
  readonly heard = new Heard();
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

  send(bytes: Buffer | string): void {
    this.world.send(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  powerCycle(): void {
    this.powerCycles++;
  }

  stop(): void {
    this.stops++;
  }
}

/** A kind of puppets whose UART is set to `line`. */
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
