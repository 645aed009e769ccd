import { BusError, type BusSignal } from '../../host/bluetooth/bus.js';
import type { DoubleDevice } from './double-device.js';
import { typed } from './double-types.js';

export type Properties = Record<string, unknown>;

export const ADAPTER = '/org/bluez/hci0';
export const DEVICE1 = 'org.bluez.Device1';
export const ADAPTER1 = 'org.bluez.Adapter1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager';

/** An error of BlueZ. */
export function error(name: string, text: string): BusError {
  return new BusError(`org.bluez.Error.${name}`, text);
}

/** The object path of a device. */
export function pathOf(address: string): string {
  return `${ADAPTER}/dev_${address.replaceAll(':', '_')}`;
}

/** Sends a signal to everybody; `args` have variants as `{ signature, value }`. */
export type Broadcast = (signal: BusSignal & { readonly signature: string }) => void;

/** The adapter and the devices that BlueZ knows, as objects with properties; every change is a signal. */
export class DoubleObjects {
  adapter: Properties | undefined = {
    Address: '00:1A:7D:DA:71:13',
    Powered: true,
    Discovering: false,
    PowerState: 'on',
  };
  readonly #known = new Map<string, Properties>();
  /** The names that BlueZ has stored, by address. */
  readonly #names = new Map<string, string>();

  constructor(
    devices: readonly DoubleDevice[],
    private readonly broadcast: Broadcast,
  ) {
    for (const { address, oldName } of devices) if (oldName !== undefined) this.#names.set(address, oldName);
  }

  /** The properties of an object. */
  facts(path: string): Properties | undefined {
    return path === ADAPTER ? this.adapter : this.#known.get(path);
  }

  hasName({ address }: DoubleDevice): boolean {
    return this.#names.has(address);
  }

  /** BlueZ stores a name without a signal. */
  storeName({ address, name }: DoubleDevice): void {
    this.#names.set(address, name);
  }

  /** BlueZ asks a device for its name. */
  learnName(device: DoubleDevice): void {
    this.storeName(device);
    this.changeIfKnown(pathOf(device.address), { Name: device.name, Alias: device.name });
  }

  /** The answer to GetManagedObjects. */
  tree(): Properties {
    const manager = { 'org.bluez.AgentManager1': {} };
    const adapter = this.adapter && { [ADAPTER]: { [ADAPTER1]: typed(this.adapter) } };
    const devices = [...this.#known].map(([path, facts]) => [path, { [DEVICE1]: typed(facts) }]);
    return { '/org/bluez': manager, ...adapter, ...Object.fromEntries(devices) };
  }

  add(device: DoubleDevice, more: Properties): void {
    const { address } = device;
    const name = this.#names.get(address);
    const facts: Properties = {
      Address: address,
      AddressType: 'public',
      Alias: name ?? address.replaceAll(':', '-'),
      ...(name !== undefined && { Name: name }),
      Adapter: ADAPTER,
      Class: 0x1f00,
      Paired: false,
      Bonded: false,
      Trusted: false,
      Blocked: false,
      Connected: false,
      LegacyPairing: device.numbers !== true,
      UUIDs: [],
      ServicesResolved: false,
      ...more,
    };
    this.#known.set(pathOf(address), facts);
    this.#signal('/', OBJECT_MANAGER, 'InterfacesAdded', 'oa{sa{sv}}', [
      pathOf(address),
      { [DEVICE1]: typed(facts) },
    ]);
  }

  /** @returns whether it was known */
  remove(path: string): boolean {
    if (!this.#known.delete(path)) return false;
    this.#signal('/', OBJECT_MANAGER, 'InterfacesRemoved', 'oas', [path, [DEVICE1]]);
    return true;
  }

  clear(): void {
    this.#known.clear();
  }

  change(path: string, facts: Properties, changed: Properties): void {
    Object.assign(facts, changed);
    const name = path === ADAPTER ? ADAPTER1 : DEVICE1;
    this.#signal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [name, typed(changed), []]);
  }

  changeIfKnown(path: string, changed: Properties): boolean {
    const facts = this.facts(path);
    if (facts) this.change(path, facts, changed);
    return facts !== undefined;
  }

  /** No device has a signal strength after a scan. */
  dropRssi(): void {
    for (const [path, facts] of this.#known) {
      delete facts.RSSI;
      this.#signal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [DEVICE1, {}, ['RSSI']]);
    }
  }

  #signal(path: string, name: string, member: string, signature: string, args: readonly unknown[]): void {
    this.broadcast({ path, interface: name, member, signature, args });
  }
}
