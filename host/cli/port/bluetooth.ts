import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { BluezObjects, type PairingContext, readyAdapter } from '../../bluetooth/index.js';
import { openSystemBus } from '../../bluetooth/node/index.js';
import { PAIR_BY_HAND } from '../../link/doctor/index.js';
import { command, once } from '../flags/flags.js';
import { someTime } from '../flags/times.js';
import type { Io } from '../terminal/io.js';
import type { OutputFlags } from '../terminal/output.js';
import { timeLimit } from './time-limit.js';

/** Flags of commands that use the Bluetooth of this computer. */
export interface BluetoothFlags extends OutputFlags {
  /** `hci0`, or its address; default: the first that is on. */
  readonly adapter?: string;
  /** Maximum time for the whole command, ms. */
  readonly timeout?: number;
}

/** A command that uses the Bluetooth of this computer. */
export function bluetoothVerb(name: string, summary: string): Command {
  return command(name, summary)
    .option('--adapter <id>', 'hci0, or its address (default: the first that is on)', once('--adapter'))
    .option(
      '--timeout <time>',
      'longest time for the whole command: 30s, 5m; a number alone is ms',
      someTime,
    );
}

/**
 * Passes the Bluetooth adapter of this computer to `act`, and always closes the bus.
 * @throws OnairError of `act`; port-missing, port-denied, port-failed if Bluetooth is not available
 */
export async function onAdapter<T>(
  io: Io,
  flags: BluetoothFlags,
  act: (pairing: PairingContext) => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> {
  refuseOtherSystems(platform);
  const limit = timeLimit(io, flags.timeout);
  try {
    const bus = await openSystemBus(io.env);
    try {
      const objects = await BluezObjects.load(bus);
      return await act({
        objects,
        adapter: readyAdapter(objects, flags.adapter),
        clock: io.clock,
        signal: limit.signal,
      });
    } finally {
      bus.close();
    }
  } finally {
    limit.cancel();
  }
}

/** @throws OnairError port-failed that says how to pair there */
export function refuseOtherSystems(platform: NodeJS.Platform): void {
  if (platform === 'linux') return;
  throw new OnairError('port-failed', {
    message: 'onair pairs on Linux only (by BlueZ); here the system does it',
    hint: PAIR_BY_HAND[platform] ?? 'pair the module in the settings of the system, then look: onair ports',
  });
}
