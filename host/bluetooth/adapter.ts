import { OnairError } from '../base/index.js';
import type { Adapter, BluezObjects } from './objects.js';

/** The adapter to use, switched on. @throws OnairError port-missing, port-failed, bad-value */
export function readyAdapter(objects: BluezObjects, id?: string): Adapter {
  const adapters = objects.adapters().sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  const adapter =
    id === undefined ? (adapters.find(({ powered }) => powered) ?? adapters[0]) : named(adapters, id);
  if (!adapter) {
    throw new OnairError('port-missing', {
      message: 'this computer has no Bluetooth adapter',
      hint: 'plug one in, or give it to the virtual machine or container; what the kernel says: sudo dmesg | grep -i bluetooth',
    });
  }
  if (adapter.powered) return adapter;
  const blocked = adapter.powerState === 'off-blocked';
  throw new OnairError('port-failed', {
    message: blocked
      ? `${adapter.id} is blocked by rfkill (airplane mode, or a switch on the computer)`
      : `${adapter.id} is switched off`,
    hint: blocked
      ? 'rfkill list bluetooth; then: sudo rfkill unblock bluetooth, and bluetoothctl power on'
      : 'bluetoothctl power on; if that fails: rfkill list bluetooth',
    details: { adapter: adapter.id, reason: blocked ? 'rfkill' : 'off' },
  });
}

function named(adapters: readonly Adapter[], id: string): Adapter {
  const found = adapters.find((adapter) => adapter.id === id || adapter.address === id.toUpperCase());
  if (found) return found;
  throw new OnairError('bad-value', {
    message: `there is no adapter ${id}`,
    hint:
      adapters.length > 0
        ? `there is ${adapters.map((each) => `${each.id} (${each.address})`).join(', ')}`
        : 'there is none at all; look: onair doctor',
  });
}
