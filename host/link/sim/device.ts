import type { Clock } from '../../base/index.js';
import type { LineSettings } from '../line.js';
import type { OptionTable, OptionValues } from './options.js';

/** The environment of a simulated device. */
export interface DeviceWorld {
  readonly clock: Clock;
  /** Sends bytes; one call is one message (the unit of faults). */
  send(bytes: Uint8Array): void;
  /** Whether the host allows the device to send: RTS active, or a plug that joins RTS and CTS. */
  hostReady(): boolean;
  /** Reports an event of the simulation: a transmission, a new setting. */
  report(event: DeviceEvent): void;
}

/** An event of a simulated device. `kind` is a short word, `text` one readable line. */
export interface DeviceEvent {
  readonly kind: string;
  readonly text: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A simulated device: its state, its UART, and its reactions to bytes and power. */
export interface SimDevice {
  /** Current settings of its UART. */
  readonly line: LineSettings;
  /** Called with bytes as its UART received them, when the last one has arrived. */
  receive(bytes: Buffer): void;
  /** Power off and on again. */
  powerCycle(): void;
  /** Cancels all timers; the device is not used afterwards. */
  stop(): void;
}

/** A kind of simulated device: its options, its own faults, and a factory. */
export interface DeviceKind<T extends OptionTable = OptionTable> {
  /** Name in port strings: `hc06` for `sim:hc06`. */
  readonly name: string;
  readonly title: string;
  readonly options: T;
  /** Faults in addition to those of the wire: name -> effect. */
  readonly faults: Readonly<Record<string, string>>;
  create(options: OptionValues<T>, world: DeviceWorld, faults: DeviceFaults): SimDevice;
}

/** The device's own faults that are active. */
export interface DeviceFaults {
  has(name: string): boolean;
}

/** The simulated devices that a program offers, by name. */
export type DeviceCatalog = ReadonlyMap<string, DeviceKind>;

/** Makes the catalog of the devices that `sim:` ports may name. */
export function deviceCatalog(kinds: readonly DeviceKind[]): DeviceCatalog {
  return new Map(kinds.map((kind) => [kind.name, kind]));
}
