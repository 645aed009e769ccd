import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { type Bound, readDeviceQuery, removeDevice, title } from '../../bluetooth/index.js';
import { boundNodes, callRfcomm } from '../../bluetooth/node/index.js';
import { examples } from '../flags/flags.js';
import { type BluetoothFlags, bluetoothVerb, onAdapter } from '../port/bluetooth.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { requireKnown } from './known.js';

interface ForgetFlags extends BluetoothFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `onair bluetooth forget`. */
export function forgetCommand(io: Io): Command {
  return bluetoothVerb('forget', 'remove the pairing with a module, and its /dev/rfcommN')
    .argument('<device>', 'its address, or its name')
    .option('--dry-run', 'print what would be removed, and remove nothing')
    .option('--yes', 'do not ask before removing')
    .addHelpText(
      'after',
      examples('onair bluetooth forget TM-D700', 'onair bluetooth forget 98:D3:31:F5:B2:C7 --yes --json'),
    )
    .action((text: string, flags: ForgetFlags) => runForget(io, text, flags));
}

async function runForget(io: Io, text: string, flags: ForgetFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = readDeviceQuery(text);
  await onAdapter(io, flags, async (pairing) => {
    const device = requireKnown(pairing, wanted);
    const numbers = (await boundTo(io, device.address)).map((bound) => bound.number);
    const nodes = numbers.map((number) => `/dev/rfcomm${number}`);
    const data = { address: device.address, name: device.name ?? null, wasPaired: device.paired, nodes };
    const pairingText = device.paired
      ? `the pairing with ${title(device)}`
      : `what is known of ${title(device)}`;
    if (flags.dryRun) {
      return out.result({
        schema: 'bluetooth.forget@1',
        data: { ...data, dryRun: true },
        text: [
          ...[...nodes, pairingText].map((what) => `would remove  ${what}`),
          'dry run: nothing was removed',
        ],
      });
    }
    await agree(io, flags, `Forget ${title(device)}? Pairing again takes its PIN.`, 'nothing was removed');
    // The nodes first: if that is denied, the pairing still exists.
    for (const number of numbers) await callRfcomm(['release', String(number)], io.env);
    await removeDevice(pairing, device);
    out.result({
      schema: 'bluetooth.forget@1',
      data,
      text: [...nodes, pairingText].map((what) => out.done(`removed ${what}`)),
    });
  });
}

/** Nodes of a device. Without the program, or without RFCOMM in the kernel, there are none. */
async function boundTo(io: Io, address: string): Promise<Bound[]> {
  try {
    return (await boundNodes(io.env)).filter((bound) => bound.address === address);
  } catch (error) {
    if (error instanceof OnairError && (error.code === 'no-program' || error.code === 'port-failed'))
      return [];
    throw error;
  }
}
