import type { Command } from 'commander';
import {
  findDevice,
  hasSerialPort,
  knownDevice,
  type PairingContext,
  pairDevice,
  readDeviceQuery,
  readPin,
  SCAN_MS,
  setTrusted,
  title,
} from '../../bluetooth/index.js';
import { examples, once } from '../flags/flags.js';
import { type BluetoothFlags, bluetoothVerb, onAdapter } from '../port/bluetooth.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';

interface PairFlags extends BluetoothFlags {
  readonly pin?: string;
  readonly dryRun?: boolean;
}

/** Default PINs of modules. */
const SOLD_WITH = '1234';

/** `onair bluetooth pair`. */
export function pairCommand(io: Io): Command {
  return bluetoothVerb('pair', 'pair with a module by its PIN, and trust it')
    .argument('<device>', 'its address, or its name')
    .option('--pin <pin>', `its PIN (default: ${SOLD_WITH}, as modules are sold)`, once('--pin'))
    .option('--dry-run', 'print what would be asked of BlueZ, and transmit nothing')
    .addHelpText(
      'after',
      examples(
        'onair bluetooth pair TM-D700 --pin 4321',
        'onair bluetooth pair 98:D3:31:F5:B2:C7 --dry-run',
        'onair bluetooth pair 98:D3:31:F5:B2:C7 --json',
      ),
    )
    .action((text: string, flags: PairFlags) => runPair(io, text, flags));
}

async function runPair(io: Io, text: string, flags: PairFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = readDeviceQuery(text);
  const pin = readPin(flags.pin ?? SOLD_WITH);
  await onAdapter(io, flags, async (pairing) => {
    const { objects, adapter } = pairing;
    const known = knownDevice(objects, adapter, wanted);
    if (known?.paired) {
      if (!known.trusted && !flags.dryRun) await setTrusted(pairing, known, true);
      out.warn(
        `the PIN was not tried, because ${title(known)} is paired already; to try it: onair hc06 verify --air`,
      );
      return show(out, pairing, known, { already: true, asked: 'nothing', dryRun: flags.dryRun === true });
    }
    if (flags.dryRun) {
      const calls = ['Adapter1.StartDiscovery', 'Device1.Pair', 'Device1.Trusted = true'];
      return out.result({
        schema: 'bluetooth.pair@1',
        data: { dryRun: true, adapter: adapter.id, wanted, pin, calls },
        text: [
          ...calls.map((call) => `would ask of BlueZ  ${call}`),
          `would answer        PIN ${pin}`,
          'dry run: nothing was transmitted, nothing was changed',
        ],
      });
    }
    out.note(`looking for ${text}, at most ${SCAN_MS / 1000} s …`);
    const device = await findDevice({ ...pairing, forMs: SCAN_MS }, wanted);
    out.note(`pairing with ${title(device)} …`);
    const asked = await pairDevice(pairing, device, pin);
    await setTrusted(pairing, device, true);
    if (asked !== 'pin') out.warn(`${title(device)} asked for no PIN: anybody can pair with it`);
    return show(out, pairing, device, { already: false, asked, dryRun: false });
  });
}

interface Ending {
  readonly already: boolean;
  readonly asked: string;
  readonly dryRun: boolean;
}

async function show(
  out: Output,
  pairing: PairingContext,
  device: Parameters<typeof title>[0] & { readonly path: string },
  { already, asked, dryRun }: Ending,
): Promise<void> {
  const now = pairing.objects.device(device.path);
  const serialPort = now !== undefined && (await hasSerialPort(pairing, now));
  if (!serialPort)
    out.warn('it offers no serial port (SPP), so it can’t be made a port; is it a Low Energy module?');
  const named = pairing.objects.device(device.path) ?? device;
  out.result({
    schema: 'bluetooth.pair@1',
    data: {
      address: device.address,
      name: named.name ?? null,
      paired: true,
      already,
      asked,
      trusted: true,
      serialPort,
      ...(dryRun && { dryRun }),
    },
    text: [
      out.done(`${title(named)} is paired${already ? ' already' : ''} and trusted`),
      ...(serialPort ? [`make it a port: sudo onair bluetooth bind ${device.address}`] : []),
    ],
  });
}
