import { type Clock, OnairError, pending } from '../base/index.js';
import type { DeviceQuery } from './address.js';
import { type BusCall, onlyBusErrors } from './bus.js';
import { explain, gone } from './errors.js';
import { ADAPTER, type Adapter, type BluezObjects, type Device } from './objects.js';

/** One inquiry takes 10.24 s (Bluetooth Core, 8 x 1.28 s), and a module may miss the first; names follow it. */
export const SCAN_MS = 30_000;

/** Where and how long to scan. */
export interface Discovery {
  readonly objects: BluezObjects;
  readonly adapter: Adapter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly forMs: number;
  /** Called for each device found now, and again when its name is known. */
  readonly onDevice?: (device: Device) => void;
}

/** A condition that ends a scan early. */
interface Enough {
  readonly when: (device: Device) => boolean;
  /** Time to continue, ms: its name, or a second device with the same name, may follow. */
  readonly lingerMs: (device: Device) => number;
}

/** A module with the same name answers the same inquiry; its name follows within a second or two. */
const LINGER_MS = 4000;

/**
 * Scans until `enough` holds or time is over. Only devices found now count: BlueZ also remembers older ones, which have
 * no signal strength.
 */
export async function discover(discovery: Discovery, enough?: Enough): Promise<Device[]> {
  const { objects, adapter } = discovery;
  const call = (member: string, more: Partial<BusCall> = {}): Promise<unknown> =>
    objects.bus.call({ path: adapter.path, interface: ADAPTER, member, ...more });
  let scanning = false;
  try {
    await call('SetDiscoveryFilter', {
      signature: 'a{sv}',
      args: [{ Transport: { signature: 's', value: 'bredr' } }], // SPP is classic Bluetooth, so no Low Energy
    });
    const found = listen(discovery, enough);
    await Promise.all([found, call('StartDiscovery').then(() => (scanning = true))]);
    return [...(await found).values()];
  } catch (error) {
    throw explain(error);
  } finally {
    // Without an adapter nothing scans.
    if (scanning) await call('StopDiscovery').catch(onlyBusErrors);
  }
}

function listen(
  { objects, adapter, clock, signal, forMs, onDevice }: Discovery,
  enough: Enough | undefined,
): Promise<Map<string, Device>> {
  const found = new Map<string, Device>();
  return pending(clock, signal, (wait) => {
    wait.after(forMs, () => wait.resolve(found));
    return objects.onChange((path) => {
      if (objects.isGone) return wait.reject(gone());
      const device = path === undefined ? undefined : objects.device(path);
      if (!device?.path.startsWith(`${adapter.path}/`) || device.rssi === undefined) return;
      const isNew = !enough || !found.has(device.path) || found.get(device.path)?.name !== device.name;
      found.set(device.path, device);
      onDevice?.(device);
      if (isNew && enough?.when(device)) wait.after(enough.lingerMs(device), () => wait.resolve(found));
    });
  });
}

/** Whether this is the requested device. */
export function isWanted(device: Device, { address, name }: DeviceQuery): boolean {
  return address !== undefined ? device.address === address : device.name === name;
}

/**
 * Scans for one device.
 * @throws OnairError device-silent if it is not found, bad-value if several devices have the name
 */
export async function findDevice(discovery: Discovery, wanted: DeviceQuery): Promise<Device> {
  const found = await discover(discovery, {
    when: (device) => isWanted(device, wanted),
    lingerMs: ({ name }) => (wanted.address === undefined || name === undefined ? LINGER_MS : 0),
  });
  const fitting = found.filter((device) => isWanted(device, wanted));
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  if (only) throw several(fitting, wanted);
  const others = found.map(({ address, name }) => (name === undefined ? address : `${name} (${address})`));
  throw new OnairError('device-silent', {
    message: `${wanted.name ?? wanted.address} is not in range`,
    hint: `switch the module off and on: its LED must blink (solid: another computer has it)${
      others.length > 0
        ? `; found: ${others.join(', ')}. BlueZ may show an old name: give the address then`
        : '; no device was found'
    }`,
    details: { heard: found.map(({ address, name = null }) => ({ address, name })) },
  });
}

/** A device that BlueZ already knows, in range or not. @throws OnairError bad-value if several have the name */
export function knownDevice(
  objects: BluezObjects,
  adapter: Adapter,
  wanted: DeviceQuery,
): Device | undefined {
  const fitting = objects.devices(adapter).filter((device) => isWanted(device, wanted));
  if (fitting.length > 1) throw several(fitting, wanted);
  return fitting[0];
}

function several(devices: readonly Device[], { name }: DeviceQuery): OnairError {
  return new OnairError('bad-value', {
    message: `${devices.length} devices are called ${name}`,
    hint: `give the address of the one you mean: ${devices.map(({ address }) => address).join(', ')}`,
  });
}
