import { type Clock, OnairError, suggest } from '../../base/index.js';
import type { LineSettings } from '../line.js';
import { Link } from '../link.js';
import type { DeviceCatalog, DeviceEvent, DeviceKind, SimDevice } from './device.js';
import { SimWire } from './wire.js';

/** What `sim:DEVICE?QUERY` names, and what it runs with. */
export interface SimLinkSetup {
  readonly portName: string;
  readonly device: string;
  readonly query: Iterable<readonly [string, string]>;
  readonly line: LineSettings;
  readonly devices: DeviceCatalog;
  readonly clock: Clock;
  /** Receives the events of the device. */
  readonly onEvent?: (event: DeviceEvent) => void;
}

/** A link to a simulated device in this process; like a real wire it carries line settings. */
export class SimLink extends Link {
  readonly #wire: SimWire;

  /** @throws OnairError bad-value for an unknown device, option or fault */
  constructor(setup: SimLinkSetup) {
    const kind = findDevice(setup.devices, setup.device);
    super(setup.portName, setup.line, true);
    this.#wire = new SimWire(kind, setup.query, setup.clock, {
      line: () => this.line,
      receive: (bytes) => this.received(bytes),
      lost: (message) => this.lost(message),
      report: (event) => setup.onEvent?.(event),
    });
  }

  /** The simulated device itself: tests inspect it, `sim demo` cycles its power. */
  get device(): SimDevice {
    return this.#wire.device;
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    return this.#wire.fromHost(bytes);
  }

  protected override applyLine(): Promise<void> {
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {
    // Like a UART, the wire does not wait for a slow reader. Bytes stay in the stream's buffer.
  }

  protected override shut(): Promise<void> {
    this.#wire.stop();
    return Promise.resolve();
  }
}

/** @throws OnairError bad-value with the nearest name */
export function findDevice(devices: DeviceCatalog, name: string): DeviceKind {
  const kind = devices.get(name.toLowerCase());
  if (kind) return kind;
  throw new OnairError('bad-value', {
    message: `there is no simulated device "${name}"`,
    hint: suggest(name, [...devices.keys()]),
  });
}
