import type { Clock } from '../../base/index.js';
import type { LineSettings } from '../line.js';
import type { OptionTable, OptionValues } from './options.js';

/** What a simulated device sees of the world. */
export interface DeviceWorld {
  readonly clock: Clock;
  /** Puts bytes on the wire; one call is one message (the unit that faults act on). */
  send(bytes: Uint8Array): void;
  /** Whether the host lets the device send: RTS raised, or a plug that joins RTS and CTS. */
  hostReady(): boolean;
  /** Reports what happened in the simulation: a transmission, a new setting. */
  report(event: DeviceEvent): void;
}

/** Something worth telling about a simulated device. `kind` is a short word, `text` one readable line. */
export interface DeviceEvent {
  readonly kind: string;
  readonly text: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A device under simulation: state, its own UART, and the reactions to bytes and power. */
export interface SimDevice {
  /** How its own UART is set right now. */
  readonly line: LineSettings;
  /** Bytes as its UART understood them, when the last of them has arrived. */
  receive(bytes: Buffer): void;
  /** Power off and on again. */
  powerCycle(): void;
  /** Ends all timers; the device is not used afterwards. */
  stop(): void;
}

/** A kind of simulated device: its options, the faults of its own, and how one is made. */
export interface DeviceKind<T extends OptionTable = OptionTable> {
  /** Name in port strings: `hc06` for `sim:hc06`. */
  readonly name: string;
  readonly title: string;
  readonly options: T;
  /** Faults beyond those of the wire: name -> what it does. */
  readonly faults: Readonly<Record<string, string>>;
  create(options: OptionValues<T>, world: DeviceWorld, faults: DeviceFaults): SimDevice;
}

/** The device's own faults that are switched on. */
export interface DeviceFaults {
  has(name: string): boolean;
}

/** The simulated devices that a program offers, by name. */
export type DeviceCatalog = ReadonlyMap<string, DeviceKind>;

/** Makes the catalog of the devices that `sim:` ports may name. */
export function deviceCatalog(kinds: readonly DeviceKind[]): DeviceCatalog {
  return new Map(kinds.map((kind) => [kind.name, kind]));
}
