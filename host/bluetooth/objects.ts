import { BLUEZ_GONE, type Bus, type BusSignal } from './bus.js';
import { explain } from './errors.js';

type Properties = Readonly<Record<string, unknown>>;
type Interfaces = Readonly<Record<string, Properties>>;

/** D-Bus interface of an adapter (BlueZ, doc/adapter-api.txt). */
export const ADAPTER = 'org.bluez.Adapter1';
/** D-Bus interface of a device (BlueZ, doc/device-api.txt). */
export const DEVICE = 'org.bluez.Device1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECTS = 'org.freedesktop.DBus.ObjectManager';

/** A Bluetooth adapter of this computer, as BlueZ knows it. */
export interface Adapter {
  readonly path: string;
  /** `hci0`. */
  readonly id: string;
  readonly address: string;
  readonly powered: boolean;
  /** Since BlueZ 5.65: `off-blocked` if rfkill blocks it (doc/adapter-api.txt). */
  readonly powerState: string | undefined;
}

/** A device that BlueZ knows, found now or earlier. */
export interface Device {
  readonly path: string;
  readonly address: string;
  /** Undefined until its name is known; BlueZ shows the address instead. */
  readonly name: string | undefined;
  readonly paired: boolean;
  readonly trusted: boolean;
  readonly connected: boolean;
  /** Service UUIDs, lower case; complete only after pairing. */
  readonly uuids: readonly string[];
  readonly servicesResolved: boolean;
  /** Class of Device; HC-06 modules have 0x1f00, uncategorized. Devices with only Low Energy have none. */
  readonly deviceClass: number | undefined;
  /** Signal strength in dBm, only while it is in range of a scan. */
  readonly rssi: number | undefined;
}

/** The objects of BlueZ, kept up to date by its signals. */
export class BluezObjects {
  readonly bus: Bus;
  readonly #objects = new Map<string, Interfaces>();
  readonly #listeners = new Set<(path: string | undefined) => void>();
  readonly #stopListening: () => void;
  #gone = false;

  private constructor(bus: Bus) {
    this.bus = bus;
    this.#stopListening = bus.onSignal((signal) => this.#onSignal(signal));
  }

  /** Loads all objects. @throws OnairError port-missing if bluetoothd does not run */
  static async load(bus: Bus): Promise<BluezObjects> {
    const objects = new BluezObjects(bus);
    try {
      const [tree] = await bus.call({ path: '/', interface: OBJECTS, member: 'GetManagedObjects' });
      for (const [path, interfaces] of Object.entries(tree as Record<string, Interfaces>)) {
        objects.#objects.set(path, interfaces);
      }
      return objects;
    } catch (error) {
      objects.close();
      throw explain(error);
    }
  }

  close(): void {
    this.#stopListening();
  }

  /** bluetoothd has ended. */
  get isGone(): boolean {
    return this.#gone;
  }

  /** Calls the listener for each changed object. @returns a function that ends this */
  onChange(listener: (path: string | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  adapters(): Adapter[] {
    return this.#with(ADAPTER).map(([path, facts]) => ({
      path,
      id: path.slice(path.lastIndexOf('/') + 1),
      address: String(facts.Address ?? ''),
      powered: facts.Powered === true,
      powerState: text(facts.PowerState),
    }));
  }

  devices(adapter: Adapter): Device[] {
    return this.#with(DEVICE)
      .filter(([, facts]) => facts.Adapter === adapter.path)
      .map(([path, facts]) => readDevice(path, facts));
  }

  device(path: string): Device | undefined {
    const facts = this.#objects.get(path)?.[DEVICE];
    return facts && readDevice(path, facts);
  }

  #with(name: string): [string, Properties][] {
    return [...this.#objects].flatMap(([path, interfaces]): [string, Properties][] =>
      interfaces[name] ? [[path, interfaces[name]]] : [],
    );
  }

  #onSignal({ path, interface: name, member, args }: BusSignal): void {
    if (member === BLUEZ_GONE.member) {
      this.#gone = true;
      this.#notify(undefined);
    } else if (name === OBJECTS && member === 'InterfacesAdded') {
      const [at, interfaces] = args as [string, Interfaces];
      this.#objects.set(at, { ...this.#objects.get(at), ...interfaces });
      this.#notify(at);
    } else if (name === OBJECTS && member === 'InterfacesRemoved') {
      const [at, names] = args as [string, readonly string[]];
      const left = Object.entries(this.#objects.get(at) ?? {}).filter(([each]) => !names.includes(each));
      if (left.length > 0) this.#objects.set(at, Object.fromEntries(left));
      else this.#objects.delete(at);
      this.#notify(at);
    } else if (name === PROPERTIES && member === 'PropertiesChanged') {
      const [of, changed, invalidated = []] = args as [string, Properties, (readonly string[])?];
      const before = this.#objects.get(path);
      const now = Object.entries({ ...before?.[of], ...changed }).filter(
        ([key]) => !invalidated.includes(key),
      );
      this.#objects.set(path, { ...before, [of]: Object.fromEntries(now) });
      this.#notify(path);
    }
  }

  #notify(path: string | undefined): void {
    for (const listener of this.#listeners) listener(path);
  }
}

function readDevice(path: string, facts: Properties): Device {
  const uuids = Array.isArray(facts.UUIDs) ? facts.UUIDs.map((uuid) => String(uuid).toLowerCase()) : [];
  return {
    path,
    address: String(facts.Address ?? ''),
    name: text(facts.Name),
    paired: facts.Paired === true,
    trusted: facts.Trusted === true,
    connected: facts.Connected === true,
    uuids,
    servicesResolved: facts.ServicesResolved === true,
    deviceClass: typeof facts.Class === 'number' ? facts.Class : undefined,
    rssi: typeof facts.RSSI === 'number' ? facts.RSSI : undefined,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
