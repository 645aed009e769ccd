import { type Clock, TimerSet } from '../../host/base/index.js';
import { type BusAnswer, BusError } from '../../host/bluetooth/bus.js';
import { type AskAgent, DoubleAgents } from './double-agents.js';
import type { DoubleDevice } from './double-device.js';
import {
  ADAPTER,
  ADAPTER1,
  type Broadcast,
  DEVICE1,
  DoubleObjects,
  error,
  type Properties,
  pathOf,
} from './double-objects.js';
import { DoublePairing } from './double-pairing.js';
import { typed } from './double-types.js';

/** A method call at the double, from a unique name of the bus. */
export interface DoubleCall {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly args: readonly unknown[];
}

/** How the double reaches those who talk to it. */
export interface DoubleWires {
  readonly signal: Broadcast;
  readonly ask: AskAgent;
}

/** Times of a scan, ms, of the order that BlueZ takes. */
const FOUND_MS = 300;
const NAME_MS = 500;

/**
 * What bluetoothd does when somebody scans, pairs and removes, as far as its documents (doc/adapter-api.txt, device-api.txt,
 * agent-api.txt) and src/device.c, src/agent.c tell. Knows no D-Bus: {@link DoubleWires} carry it.
 */
export class BluezDouble {
  readonly devices: DoubleDevice[];
  /** Every method that was called, `Adapter1.StartDiscovery`. */
  readonly calls: string[] = [];
  wires: DoubleWires | undefined;
  readonly #clock: Clock;
  readonly #objects: DoubleObjects;
  readonly #agents: DoubleAgents;
  readonly #pairing: DoublePairing;
  readonly #onCall = new Map<string, () => void>();
  readonly #scanners = new Set<string>();
  readonly #scan: TimerSet;

  constructor(clock: Clock, devices: readonly DoubleDevice[]) {
    this.#clock = clock;
    this.#scan = new TimerSet(clock);
    this.devices = [...devices];
    this.#objects = new DoubleObjects(devices, (signal) => this.wires?.signal(signal));
    this.#agents = new DoubleAgents(async (...call) => (await this.wires?.ask(...call)) ?? []);
    this.#pairing = new DoublePairing(clock, this.#objects, this.#agents);
  }

  get adapter(): Readonly<Properties> | undefined {
    return this.#objects.adapter;
  }

  /** Switches the adapter off, by hand or by rfkill. */
  switchOff(state: 'off' | 'off-blocked'): void {
    const { adapter } = this.#objects;
    if (adapter) Object.assign(adapter, { Powered: false, PowerState: state });
  }

  /** There is no adapter. */
  unplug(): void {
    this.#objects.adapter = undefined;
  }

  /** The device was paired before. */
  pairedBefore(device: DoubleDevice, trusted = true): void {
    if (!this.#objects.hasName(device)) this.#objects.storeName(device);
    this.#objects.add(device, {
      Paired: true,
      Trusted: trusted,
      UUIDs: device.uuids,
      ServicesResolved: true,
    });
  }

  /** What BlueZ knows of a device. */
  facts(device: DoubleDevice): Readonly<Properties> | undefined {
    return this.#objects.facts(pathOf(device.address));
  }

  /** Calls `act` when a method is called for the first time. */
  onCall(call: string, act: () => void): void {
    this.#onCall.set(call, act);
  }

  /** bluetoothd ends. */
  end(): void {
    this.#pairing.end();
    this.#objects.clear();
    this.wires = undefined;
  }

  /** Somebody has left the bus. */
  left(sender: string): void {
    this.#agents.left(sender);
    this.#scanners.delete(sender);
  }

  remove(device: DoubleDevice): void {
    this.#pairing.remove(device);
  }

  async call({ sender, path, interface: name, member, args }: DoubleCall): Promise<BusAnswer> {
    const call = `${name.slice(name.lastIndexOf('.') + 1)}.${member}`;
    this.calls.push(call);
    const act = this.#onCall.get(call);
    this.#onCall.delete(call);
    if (act) this.#clock.after(FOUND_MS / 2, act);
    const facts = this.#objects.facts(path);
    switch (name) {
      case 'org.freedesktop.DBus.ObjectManager':
        return { signature: 'a{oa{sa{sv}}}', args: [this.#objects.tree()] };
      case 'org.freedesktop.DBus.Introspectable':
        return { signature: 's', args: ['<node/>'] };
      case 'org.bluez.AgentManager1':
        return this.#agents.call(sender, member, String(args[0]));
      default:
    }
    if (!facts) throw new BusError('org.freedesktop.DBus.Error.UnknownObject', `no object ${path}`);
    if (name === 'org.freedesktop.DBus.Properties') return this.#property(path, facts, member, args.slice(1));
    if (name === ADAPTER1) return this.#atAdapter(sender, member, args);
    if (name === DEVICE1) return this.#atDevice(sender, path, member);
    throw new BusError('org.freedesktop.DBus.Error.UnknownMethod', `no ${name}.${member}`);
  }

  #property(path: string, facts: Properties, member: string, [key, value]: readonly unknown[]): BusAnswer {
    if (member === 'GetAll') return { signature: 'a{sv}', args: [typed(facts)] };
    if (member === 'Get') return { signature: 'v', args: [typed(facts)[String(key)]] };
    this.#objects.change(path, facts, { [String(key)]: value });
    return {};
  }

  #atAdapter(sender: string, member: string, args: readonly unknown[]): BusAnswer {
    if (member === 'RemoveDevice') {
      const device = this.devices.find(({ address }) => pathOf(address) === args[0]);
      if (!device || !this.facts(device)) throw error('DoesNotExist', 'Does Not Exist');
      this.remove(device);
      return {};
    }
    const { adapter } = this.#objects;
    if (adapter?.Powered !== true) throw error('NotReady', 'Resource Not Ready');
    if (member === 'StartDiscovery') {
      if (this.#scanners.has(sender)) throw error('InProgress', 'Operation already in progress');
      this.#scanners.add(sender);
      this.#objects.change(ADAPTER, adapter, { Discovering: true });
      this.#startScan();
    }
    if (member === 'StopDiscovery') {
      if (!this.#scanners.delete(sender)) throw error('Failed', 'No discovery started');
      if (this.#scanners.size === 0) this.#stopScan();
    }
    return {};
  }

  /** Devices in range are found, and named a little later. */
  #startScan(): void {
    for (const device of this.devices.filter(({ inRange }) => inRange)) {
      this.#scan.after(FOUND_MS, () => {
        const found = { RSSI: -60 };
        if (!this.#objects.changeIfKnown(pathOf(device.address), found)) this.#objects.add(device, found);
      });
      this.#scan.after(NAME_MS, () => {
        if (!this.#objects.hasName(device)) this.#objects.learnName(device);
      });
    }
  }

  #stopScan(): void {
    this.#scan.cancelAll();
    this.#objects.changeIfKnown(ADAPTER, { Discovering: false });
    this.#objects.dropRssi();
  }

  async #atDevice(sender: string, path: string, member: string): Promise<BusAnswer> {
    if (member === 'CancelPairing') this.#pairing.cancel(path);
    if (member === 'Pair') {
      const device = this.devices.find(({ address }) => pathOf(address) === path) as DoubleDevice;
      await this.#pairing.pair(sender, device);
    }
    return {};
  }
}
