import type { Clock, Timer } from '../../host/base/clock.js';
import { pending } from '../../host/base/index.js';
import { type BusAnswer, BusError, type BusSignal } from '../../host/bluetooth/bus.js';
import type { DoubleDevice } from './double-device.js';
import { typed } from './double-types.js';

type Properties = Record<string, unknown>;

const ADAPTER = '/org/bluez/hci0';
const DEVICE1 = 'org.bluez.Device1';
const ADAPTER1 = 'org.bluez.Adapter1';
const error = (name: string, text: string): BusError => new BusError(`org.bluez.Error.${name}`, text);

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
  /** Tells everybody; `args` have variants as `{ signature, value }`. */
  signal(signal: BusSignal & { readonly signature: string }): void;
  /** Calls the agent that `sender` registered. */
  ask(
    sender: string,
    path: string,
    member: string,
    signature: string,
    args: readonly unknown[],
  ): Promise<readonly unknown[]>;
}

/** Times, ms; of the order that BlueZ and a module take. */
const HEARD_MS = 300;
const NAME_MS = 500;
const PAGE_TIMEOUT_MS = 5120;
const MUTE_MS = 40_000;
const PIN_MS = 100;
const SERVICES_MS = 400;
const REFUSAL_MS = 4000;

/**
 * What bluetoothd does when somebody scans, pairs and removes, as far as its documents (doc/adapter-api.txt, device-api.txt,
 * agent-api.txt) and src/device.c, src/agent.c tell. Knows no D-Bus: {@link DoubleWires} carry it.
 */
export class BluezDouble {
  readonly devices: DoubleDevice[];
  /** Every method that was called, `Adapter1.StartDiscovery`. */
  readonly calls: string[] = [];
  adapter: Properties | undefined = {
    Address: '00:1A:7D:DA:71:13',
    Powered: true,
    Discovering: false,
    PowerState: 'on',
  };
  wires: DoubleWires | undefined;
  readonly #clock: Clock;
  readonly #known = new Map<string, Properties>();
  readonly #names = new Map<string, string>();
  readonly #agents = new Map<string, string>();
  readonly #onCall = new Map<string, () => void>();
  #defaultAgent: string | undefined;
  readonly #scanners = new Set<string>();
  #timers: Timer[] = [];
  readonly #bonding = new Map<string, (failure: Error) => void>();
  readonly #refusing = new Map<string, number>();

  constructor(clock: Clock, devices: readonly DoubleDevice[]) {
    this.#clock = clock;
    this.devices = [...devices];
    for (const { address, oldName } of devices) if (oldName !== undefined) this.#names.set(address, oldName);
  }

  /** Switches the adapter off, by hand or by rfkill. */
  switchOff(state: 'off' | 'off-blocked'): void {
    if (this.adapter) Object.assign(this.adapter, { Powered: false, PowerState: state });
  }

  /** There is no adapter. */
  unplug(): void {
    this.adapter = undefined;
  }

  /** The device was paired before. */
  pairedBefore(device: DoubleDevice, trusted = true): void {
    if (!this.#names.has(device.address)) this.#names.set(device.address, device.name);
    this.#know(device, { Paired: true, Trusted: trusted, UUIDs: device.uuids, ServicesResolved: true });
  }

  /** What BlueZ knows of a device. */
  facts(device: DoubleDevice): Readonly<Properties> | undefined {
    return this.#known.get(pathOf(device.address));
  }

  /** Calls `act` when a method is called for the first time. */
  onCall(call: string, act: () => void): void {
    this.#onCall.set(call, act);
  }

  /** bluetoothd ends. */
  end(): void {
    for (const fail of this.#bonding.values()) fail(error('Failed', 'it ends'));
    this.#known.clear();
    this.wires = undefined;
  }

  /** Somebody has left the bus. */
  left(sender: string): void {
    this.#agents.delete(sender);
    if (this.#defaultAgent === sender) this.#defaultAgent = undefined;
    this.#scanners.delete(sender);
  }

  remove(device: DoubleDevice): void {
    const path = pathOf(device.address);
    if (!this.#known.delete(path)) return;
    this.#bonding.get(path)?.(error('AuthenticationCanceled', 'Authentication Canceled'));
    this.#signal('/', 'org.freedesktop.DBus.ObjectManager', 'InterfacesRemoved', 'oas', [path, [DEVICE1]]);
  }

  async call({ sender, path, interface: name, member, args }: DoubleCall): Promise<BusAnswer> {
    const call = `${name.slice(name.lastIndexOf('.') + 1)}.${member}`;
    this.calls.push(call);
    const act = this.#onCall.get(call);
    this.#onCall.delete(call);
    if (act) this.#clock.after(HEARD_MS / 2, act);
    const facts = path === ADAPTER ? this.adapter : this.#known.get(path);
    switch (name) {
      case 'org.freedesktop.DBus.ObjectManager':
        return { signature: 'a{oa{sa{sv}}}', args: [this.#tree()] };
      case 'org.freedesktop.DBus.Introspectable':
        return { signature: 's', args: ['<node/>'] };
      case 'org.bluez.AgentManager1':
        return this.#manageAgents(sender, member, String(args[0]));
      default:
    }
    if (!facts) throw new BusError('org.freedesktop.DBus.Error.UnknownObject', `no object ${path}`);
    if (name === 'org.freedesktop.DBus.Properties') return this.#property(path, facts, member, args);
    if (name === ADAPTER1) return this.#atAdapter(sender, member, args);
    if (name === DEVICE1) return this.#atDevice(sender, path, member);
    throw new BusError('org.freedesktop.DBus.Error.UnknownMethod', `no ${name}.${member}`);
  }

  #tree(): Properties {
    const manager = { 'org.bluez.AgentManager1': {} };
    const adapter = this.adapter && { [ADAPTER]: { [ADAPTER1]: typed(this.adapter) } };
    const devices = [...this.#known].map(([path, facts]) => [path, { [DEVICE1]: typed(facts) }]);
    return { '/org/bluez': manager, ...adapter, ...Object.fromEntries(devices) };
  }

  #manageAgents(sender: string, member: string, path: string): BusAnswer {
    const has = this.#agents.get(sender) === path;
    if (member === 'RegisterAgent') {
      if (this.#agents.has(sender)) throw error('AlreadyExists', 'Already Exists');
      this.#agents.set(sender, path);
    } else if (!has) throw error('DoesNotExist', 'Does Not Exist');
    else if (member === 'RequestDefaultAgent') this.#defaultAgent = sender;
    else this.left(sender);
    return {};
  }

  #property(
    path: string,
    facts: Properties,
    member: string,
    [of, key, value]: readonly unknown[],
  ): BusAnswer {
    if (member === 'GetAll') return { signature: 'a{sv}', args: [typed(facts)] };
    if (member === 'Get') return { signature: 'v', args: [typed(facts)[String(key)]] };
    this.#change(path, String(of), facts, { [String(key)]: value });
    return {};
  }

  #atAdapter(sender: string, member: string, args: readonly unknown[]): BusAnswer {
    if (member === 'RemoveDevice') {
      const device = this.devices.find(({ address }) => pathOf(address) === args[0]);
      if (!device || !this.facts(device)) throw error('DoesNotExist', 'Does Not Exist');
      this.remove(device);
      return {};
    }
    if (this.adapter?.Powered !== true) throw error('NotReady', 'Resource Not Ready');
    if (member === 'StartDiscovery') {
      if (this.#scanners.has(sender)) throw error('InProgress', 'Operation already in progress');
      this.#scanners.add(sender);
      this.#change(ADAPTER, ADAPTER1, this.adapter, { Discovering: true });
      this.#hear();
    }
    if (member === 'StopDiscovery') {
      if (!this.#scanners.delete(sender)) throw error('Failed', 'No discovery started');
      if (this.#scanners.size === 0) this.#stopHearing();
    }
    return {};
  }

  /** Who is in the air is heard, and named a little later. */
  #hear(): void {
    for (const device of this.devices.filter(({ inRange }) => inRange)) {
      this.#after(HEARD_MS, () => {
        const facts = this.#known.get(pathOf(device.address));
        if (facts) this.#change(pathOf(device.address), DEVICE1, facts, { RSSI: -60 });
        else this.#know(device, { RSSI: -60 });
      });
      this.#after(NAME_MS, () => {
        if (!this.#names.has(device.address)) this.#learnName(device);
      });
    }
  }

  #stopHearing(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    if (this.adapter) this.#change(ADAPTER, ADAPTER1, this.adapter, { Discovering: false });
    for (const [path, facts] of this.#known) {
      delete facts.RSSI;
      this.#signal(path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as', [
        DEVICE1,
        {},
        ['RSSI'],
      ]);
    }
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(this.#clock.after(ms, act));
  }

  #know(device: DoubleDevice, more: Properties): void {
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
    this.#signal('/', 'org.freedesktop.DBus.ObjectManager', 'InterfacesAdded', 'oa{sa{sv}}', [
      pathOf(address),
      { [DEVICE1]: typed(facts) },
    ]);
  }

  #learnName({ address, name }: DoubleDevice): void {
    this.#names.set(address, name);
    const facts = this.#known.get(pathOf(address));
    if (facts) this.#change(pathOf(address), DEVICE1, facts, { Name: name, Alias: name });
  }

  async #atDevice(sender: string, path: string, member: string): Promise<BusAnswer> {
    if (member === 'CancelPairing') {
      const cancel = this.#bonding.get(path);
      if (!cancel) throw error('DoesNotExist', 'Does Not Exist');
      cancel(error('AuthenticationCanceled', 'Authentication Canceled'));
    }
    if (member === 'Pair') await this.#pair(sender, path);
    return {};
  }

  async #pair(sender: string, path: string): Promise<void> {
    const device = this.devices.find(({ address }) => pathOf(address) === path) as DoubleDevice;
    if (this.facts(device)?.Paired === true) throw error('AlreadyExists', 'Already Exists');
    if (this.#bonding.has(path)) throw error('InProgress', 'In Progress');
    try {
      await pending<void>(this.#clock, undefined, (wait) => {
        this.#bonding.set(path, (failure) => wait.reject(failure));
        this.#bond(sender, path, device, (ms) => this.#clock.sleep(ms)).then(wait.resolve, wait.reject);
        return () => {};
      });
    } finally {
      this.#bonding.delete(path);
    }
  }

  async #bond(
    sender: string,
    path: string,
    device: DoubleDevice,
    sleep: (ms: number) => Promise<void>,
  ): Promise<void> {
    if (!device.inRange) {
      await sleep(PAGE_TIMEOUT_MS);
      throw error('ConnectionAttemptFailed', 'Page Timeout');
    }
    const facts = this.#known.get(path);
    const agent = this.#agents.has(sender) ? sender : this.#defaultAgent;
    if ((this.#refusing.get(path) ?? 0) > this.#clock.now())
      throw error('AuthenticationRejected', 'Authentication Rejected');
    if (device.trouble === 'mute') {
      await sleep(MUTE_MS);
      throw error('AuthenticationTimeout', 'Authentication Timeout');
    }
    if (device.trouble === 'breaks-off') throw error('AuthenticationFailed', 'Authentication Failed');
    if (device.pin !== undefined || device.numbers) {
      if (agent === undefined) throw error('AuthenticationFailed', 'Authentication Failed');
      const pin = await this.#ask(agent, device, path);
      await sleep(PIN_MS);
      if (device.trouble === 'removed-while-pairing') {
        this.remove(device);
        return;
      }
      if (device.pin !== undefined && device.trouble !== 'any-pin' && pin !== device.pin) {
        if (device.trouble === 'refuses-after-wrong-pin')
          this.#refusing.set(path, this.#clock.now() + REFUSAL_MS);
        throw error('AuthenticationFailed', 'Authentication Failed');
      }
    }
    if (!facts || this.#known.get(path) !== facts) return;
    this.#learnName(device);
    this.#change(path, DEVICE1, facts, { Connected: true, Paired: true, Bonded: true });
    this.#clock.after(SERVICES_MS, () => {
      if (this.#known.get(path) === facts) {
        this.#change(path, DEVICE1, facts, { UUIDs: device.uuids, ServicesResolved: true });
      }
    });
  }

  async #ask(agent: string, device: DoubleDevice, path: string): Promise<unknown> {
    const [member, signature, args] = device.numbers
      ? ['RequestConfirmation', 'ou', [path, 123456]]
      : ['RequestPinCode', 'o', [path]];
    const answer = await this.wires
      ?.ask(agent, this.#agents.get(agent) ?? '/', String(member), String(signature), args as unknown[])
      .catch(() => {
        throw error('AuthenticationFailed', 'Authentication Failed');
      });
    return answer?.[0];
  }

  #change(path: string, name: string, facts: Properties, changed: Properties): void {
    Object.assign(facts, changed);
    this.#signal(path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as', [
      name,
      typed(changed),
      [],
    ]);
  }

  #signal(path: string, name: string, member: string, signature: string, args: readonly unknown[]): void {
    this.wires?.signal({ path, interface: name, member, signature, args });
  }
}

/** Where BlueZ keeps a device. */
export function pathOf(address: string): string {
  return `${ADAPTER}/dev_${address.replaceAll(':', '_')}`;
}
