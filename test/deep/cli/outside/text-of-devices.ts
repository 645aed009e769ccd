import type { ExecutionContext } from 'ava';
import { dbusDaemon } from '../../../peers.js';
import { inWorld } from '../../bluetooth/world.js';
import { device, LONG, type Outs, SHORT, SHOWN, shown, shownBy, type WayIn } from './hostile-text.js';

/** A command on a port whose device answers so to everything. */
function answered(line: string, says: Uint8Array): WayIn['outs'] {
  return async (t: ExecutionContext) => shown([...line.split(' '), '--port', await device(t, says)]);
}

/** Commands on the Bluetooth of this computer; a module there has a hostile name, of 10 kB. */
const BLUETOOTH = [
  'bluetooth scan --for 3000',
  'bluetooth pair 98:D3:31:F5:B2:C7 --pin 4321',
  'bluetooth bind 98:D3:31:F5:B2:C7',
  'bluetooth forget 98:D3:31:F5:B2:C7 --yes',
  'hc06 verify --air --name TM-D700 --pin 4321',
] as const;

function overTheAir(line: string): WayIn['outs'] {
  return async () => {
    const outs: Outs = {};
    shownBy.add(line.split(' ').slice(0, 2).join(' '));
    const name = LONG.replace('\ud800', '');
    const ways = { terminal: ['', true], pipe: [' --verbose', false], json: [' --json', false] } as const;
    for (const [way, [more, isTerminal]] of Object.entries(ways)) {
      await inWorld({ name }, async ({ onair, double, device: module }) => {
        if (/bind|forget/.test(line)) double.pairedBefore(module);
        const { screen } = await onair(`${line}${more}`, { isTerminal, columns: 500 });
        outs[way] = screen;
      });
    }
    return outs;
  };
}

const TEXT = Buffer.from(`${SHORT}\r\n`);

/** What modules and radios say. */
export const DEVICE_WAYS: Readonly<Record<string, WayIn>> = {
  ...Object.fromEntries(
    ['tnc init --yes', 'tnc status', 'tnc exit --yes'].map((line) => [
      `module or radio: its answer, ${line.split(' ').slice(0, 2).join(' ')}`,
      { outs: answered(line, TEXT), ends: SHOWN },
    ]),
  ),
  'module: its name, hc06 raw': {
    outs: () =>
      shown(['hc06', 'raw', 'AT+NAME', '--port', `sim:hc06?firmware=jdy-31&name=${SHORT.slice(0, 12)}`]),
    ends: SHOWN,
  },
  ...(dbusDaemon
    ? Object.fromEntries(
        BLUETOOTH.map((line) => [
          `module: its Bluetooth name, ${line.split(' ').slice(0, 2).join(' ')}`,
          { outs: overTheAir(line), ends: SHOWN },
        ]),
      )
    : {}),
};
