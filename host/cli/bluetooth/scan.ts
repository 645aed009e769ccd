import type { Command } from 'commander';
import { type Device, discover, SPP_UUID } from '../../bluetooth/index.js';
import { examples } from '../flags/flags.js';
import { someTime } from '../flags/times.js';
import { type BluetoothFlags, bluetoothVerb, onAdapter } from '../port/bluetooth.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';

interface ScanFlags extends BluetoothFlags {
  readonly for: number;
}

/** One inquiry (10.24 s) and the time to read names. */
const USUAL_MS = 15_000;

/** `onair bluetooth scan`. */
export function scanCommand(io: Io): Command {
  return bluetoothVerb('scan', 'see which modules are in range. Changes nothing')
    .option('--for <time>', 'how long to look: 30s, 1m; a number alone is ms', someTime, USUAL_MS)
    .addHelpText('after', examples('onair bluetooth scan', 'onair bluetooth scan --for 30s --json'))
    .action((flags: ScanFlags) => runScan(io, flags));
}

async function runScan(io: Io, flags: ScanFlags): Promise<void> {
  const out = new Output(io, flags);
  await onAdapter(io, flags, async (pairing) => {
    out.note(`looking for ${flags.for / 1000} s with ${pairing.adapter.id} …`);
    const reported = new Map<string, string | undefined>();
    const onDevice = (device: Device): void => {
      if (reported.has(device.path) && reported.get(device.path) === device.name) return;
      reported.set(device.path, device.name);
      out.progress(`found ${device.name ?? device.address}`);
      out.event({ schema: 'bluetooth.device@1', data: deviceJson(device), text: [] });
    };
    const heard = await discover({ ...pairing, forMs: flags.for, onDevice });
    heard.sort((a, b) => (b.rssi ?? 0) - (a.rssi ?? 0));
    out.result({
      schema: 'bluetooth.scan@1',
      data: { adapter: pairing.adapter.id, devices: heard.map(deviceJson) },
      text:
        heard.length > 0
          ? heard.map(deviceLine)
          : [
              'no device is in range: is the module on, and does its LED blink? Solid: another computer has it',
            ],
    });
  });
}

function deviceJson({
  address,
  name,
  rssi,
  paired,
  trusted,
  connected,
  deviceClass,
  uuids,
}: Device): Record<string, unknown> {
  return {
    address,
    name: name ?? null,
    rssiDbm: rssi ?? null,
    paired,
    trusted,
    connected,
    deviceClass: deviceClass ?? null,
    serialPort: uuids.length > 0 ? uuids.includes(SPP_UUID) : null,
  };
}

function deviceLine({ address, name, rssi, paired, connected }: Device): string {
  const facts = [`${rssi} dBm`, ...(paired ? ['paired'] : []), ...(connected ? ['connected'] : [])];
  return `${address}  ${name ?? '(no name yet)'}  ${facts.join(', ')}`;
}
