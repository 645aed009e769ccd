import { type Clock, OnairError, pending } from '../base/index.js';
import { SPP_UUID } from './address.js';
import { type Asked, withAgent } from './agent.js';
import { BusError } from './bus.js';
import { explain, gone } from './errors.js';
import { ADAPTER, type Adapter, type BluezObjects, DEVICE, type Device } from './objects.js';

/** Connecting may take 5.12 s (page timeout), and BlueZ gives an agent 60 s to answer (src/agent.c). */
const PAIR_MS = 60_000;
/** The services are asked after pairing, on a link that is up. */
const SERVICES_MS = 20_000;

/** What pairing works with. */
export interface Pairing {
  readonly objects: BluezObjects;
  readonly adapter: Adapter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Pairs with a device that BlueZ knows, and says what the device asked for.
 * @throws OnairError device-refused (wrong PIN), device-silent, device-unknown, bad-usage (paired already) ...
 */
export async function pairDevice(
  { objects, clock, signal }: Pairing,
  device: Device,
  pin: string,
): Promise<Asked> {
  const { bus } = objects;
  const call = { path: device.path, interface: DEVICE };
  return withAgent(bus, device.path, pin, async (witness) => {
    let over = false;
    try {
      await pending<void>(clock, signal, (wait) => {
        wait.after(PAIR_MS, () => wait.reject(tooLong(device)));
        bus.call({ ...call, member: 'Pair' }).then(
          () => {
            over = true;
            wait.resolve();
          },
          (error: unknown) => {
            over = true;
            wait.reject(explain(error, title(device)).with({ asked: witness.asked }));
          },
        );
        return objects.onChange(() => {
          if (objects.isGone) wait.reject(gone());
        });
      });
      return witness.asked;
    } finally {
      // Stopped half way: BlueZ would go on, and ask an agent that is not there any more.
      if (!over && !objects.isGone) await bus.call({ ...call, member: 'CancelPairing' }).catch(onlyBusErrors);
    }
  });
}

function tooLong(device: Device): OnairError {
  return new OnairError('device-silent', {
    message: `${title(device)}: not paired within ${PAIR_MS / 1000} s`,
    hint: 'switch the module off and on, go nearer, and try again',
  });
}

/** A trusted device may connect without anybody being asked. */
export async function setTrusted({ objects }: Pairing, device: Device, trusted: boolean): Promise<void> {
  await objects.bus
    .call({
      path: device.path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Set',
      signature: 'ssv',
      args: [DEVICE, 'Trusted', { signature: 'b', value: trusted }],
    })
    .catch((error: unknown) => {
      throw explain(error, title(device));
    });
}

/** Whether the Serial Port Profile is among the services of a paired device; waits until they are known. */
export function hasSerialPort({ objects, clock, signal }: Pairing, device: Device): Promise<boolean> {
  const known = (): boolean | undefined => {
    const now = objects.device(device.path);
    if (now?.uuids.includes(SPP_UUID)) return true;
    return now === undefined || now.servicesResolved ? false : undefined;
  };
  return pending(clock, signal, (wait) => {
    const look = (): void => {
      const has = known();
      if (objects.isGone) wait.reject(gone());
      else if (has !== undefined) wait.resolve(has);
    };
    wait.after(SERVICES_MS, () => wait.resolve(false));
    const deaf = objects.onChange(look);
    look();
    return deaf;
  });
}

/** Removes a device with its pairing; one that is not there any more is fine. */
export async function removeDevice({ objects, adapter }: Pairing, device: Device): Promise<void> {
  const call = {
    path: adapter.path,
    interface: ADAPTER,
    member: 'RemoveDevice',
    signature: 'o',
    args: [device.path],
  };
  await objects.bus.call(call).catch((error: unknown) => {
    const explained = explain(error, title(device));
    if (explained.code !== 'device-unknown') throw explained;
  });
}

/** How a device is called in sentences. */
export function title({ name, address }: Pick<Device, 'name' | 'address'>): string {
  return name === undefined ? address : `${name} (${address})`;
}

function onlyBusErrors(error: unknown): void {
  if (!(error instanceof BusError)) throw error;
}
