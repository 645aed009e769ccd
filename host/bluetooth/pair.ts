import { type Clock, OnairError, pending } from '../base/index.js';
import { SPP_UUID } from './address.js';
import { type PairingMethod, withAgent } from './agent.js';
import { onlyBusErrors } from './bus.js';
import { explain, gone } from './errors.js';
import { ADAPTER, type Adapter, type BluezObjects, DEVICE, type Device } from './objects.js';

/** Connecting takes up to 5.12 s (page timeout), and BlueZ waits 60 s for an agent (src/agent.c). */
const PAIR_MS = 60_000;
/** BlueZ reads the services after pairing, over the open connection. */
const SERVICES_MS = 20_000;

/** Everything that pairing needs. */
export interface PairingContext {
  readonly objects: BluezObjects;
  readonly adapter: Adapter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Pairs with a device that BlueZ knows. @returns what the device asked for
 * @throws OnairError device-refused (wrong PIN), device-silent, device-unknown, bad-usage (paired already) ...
 */
export async function pairDevice(
  { objects, clock, signal }: PairingContext,
  device: Device,
  pin: string,
): Promise<PairingMethod> {
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
      // Interrupted: BlueZ would continue, and ask an agent that is gone.
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

/** A trusted device may connect without asking the user. */
export async function setTrusted(
  { objects }: PairingContext,
  device: Device,
  trusted: boolean,
): Promise<void> {
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

/** Whether a paired device has the Serial Port Profile; waits until its services are known. */
export function hasSerialPort({ objects, clock, signal }: PairingContext, device: Device): Promise<boolean> {
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

/** Removes a device and its pairing; a device that is already gone is fine. */
export async function removeDevice({ objects, adapter }: PairingContext, device: Device): Promise<void> {
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

/** The name of a device in messages. */
export function title({ name, address }: Pick<Device, 'name' | 'address'>): string {
  return name === undefined ? address : `${name} (${address})`;
}
