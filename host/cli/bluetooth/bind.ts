import type { Command } from 'commander';
import { planBind, readDeviceQuery, SPP_CHANNEL, title } from '../../bluetooth/index.js';
import { boundNodes, callRfcomm, mayUse } from '../../bluetooth/node/index.js';
import { examples, wholeNumber } from '../flags/flags.js';
import { type BluetoothFlags, bluetoothVerb, onAdapter } from '../port/bluetooth.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { requireKnown } from './known.js';

interface BindFlags extends BluetoothFlags {
  readonly node?: number;
  readonly channel: number;
  readonly dryRun?: boolean;
}

/** `onair bluetooth bind`. */
export function bindCommand(io: Io): Command {
  return bluetoothVerb('bind', 'make a paired module a port: /dev/rfcomm0. Needs root')
    .argument('<device>', 'its address, or its name')
    .option('--node <n>', 'N of /dev/rfcommN (default: the first that is free)', wholeNumber(0, 255))
    .option('--channel <n>', 'RFCOMM channel of its serial port', wholeNumber(1, 30), SPP_CHANNEL)
    .option('--dry-run', 'print the command that would run, and run nothing')
    .addHelpText(
      'after',
      `\nRun it with sudo. The binding is gone after a restart of the computer.\n${examples(
        'onair bluetooth bind TM-D700',
        'onair bluetooth bind 98:D3:31:F5:B2:C7 --node 3 --dry-run',
      )}`,
    )
    .action((text: string, flags: BindFlags) => runBind(io, text, flags));
}

async function runBind(io: Io, text: string, { node: number, channel, ...flags }: BindFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = readDeviceQuery(text);
  await onAdapter(io, flags, async (pairing) => {
    const device = requireKnown(pairing, wanted);
    if (!device.paired) {
      out.warn(
        `${title(device)} is not paired, so the port will not open; first: onair bluetooth pair ${device.address}`,
      );
    }
    const { address } = device;
    const plan = planBind(await boundNodes(io.env), {
      address,
      channel,
      ...(number !== undefined && { number }),
    });
    const node = `/dev/rfcomm${plan.bound.number}`;
    const command = plan.done ? null : ['rfcomm', ...plan.args].join(' ');
    const data = {
      address,
      name: device.name ?? null,
      node,
      channel,
      already: plan.done,
      paired: device.paired,
      command,
    };
    if (flags.dryRun) {
      return out.result({
        schema: 'bluetooth.bind@1',
        data: { ...data, dryRun: true },
        text: [
          command === null ? `${node} is bound already` : `would run  ${command}`,
          'dry run: nothing was changed',
        ],
      });
    }
    if (!plan.done) await callRfcomm(plan.args, io.env);
    const usable = await mayUse(node);
    if (!usable) out.warn(`you may not open ${node} yet; the remedy: onair doctor`);
    out.result({
      schema: 'bluetooth.bind@1',
      data: { ...data, usable },
      text: [
        out.done(
          `${node} is ${title(device)}${plan.done ? ', as before' : ''}; it connects when it is opened`,
        ),
        `for example: onair tnc status --port ${node}`,
      ],
    });
  });
}
