import { messageOf } from '../../base/index.js';
import { checkAdapter, checkBluetoothd, checkRfcomm, checkRfkill, explainPairing } from './bluetooth.js';
import type { Check, Examine } from './check.js';
import { type Computer, thisComputer } from './computer.js';
import { checkPermission, checkPort, checkUdev } from './ports.js';
import {
  checkAvrdude,
  checkBinding,
  checkBraille,
  checkModemManager,
  checkNode,
  checkSocat,
  checkStty,
} from './programs.js';

export type { Check } from './check.js';

interface Examination {
  readonly name: string;
  /** Systems on which it makes sense. */
  readonly on: readonly NodeJS.Platform[] | 'everywhere';
  readonly examine: Examine;
}

const UNIX: readonly NodeJS.Platform[] = ['linux', 'darwin'];
const LINUX: readonly NodeJS.Platform[] = ['linux'];

/** In the order in which problems are best fixed. */
export const EXAMINATIONS: readonly Examination[] = [
  { name: 'node', on: 'everywhere', examine: checkNode },
  { name: 'serial-binding', on: 'everywhere', examine: checkBinding },
  { name: 'port', on: 'everywhere', examine: checkPort },
  { name: 'permission', on: LINUX, examine: checkPermission },
  { name: 'ModemManager', on: LINUX, examine: checkModemManager },
  { name: 'brltty', on: LINUX, examine: checkBraille },
  { name: 'udev', on: LINUX, examine: checkUdev },
  { name: 'bluetooth', on: ['darwin', 'win32'], examine: explainPairing },
  { name: 'bluetooth-adapter', on: LINUX, examine: checkAdapter },
  { name: 'rfkill', on: LINUX, examine: checkRfkill },
  { name: 'bluetoothd', on: LINUX, examine: checkBluetoothd },
  { name: 'rfcomm', on: LINUX, examine: checkRfcomm },
  { name: 'socat', on: UNIX, examine: checkSocat },
  { name: 'stty', on: UNIX, examine: checkStty },
  { name: 'avrdude', on: 'everywhere', examine: checkAvrdude },
];

/** Checks everything that can keep a serial port from working. Never rejects and opens no port. */
export async function runDoctor(computer: Computer = thisComputer()): Promise<Check[]> {
  const wanted = EXAMINATIONS.filter(({ on }) => on === 'everywhere' || on.includes(computer.platform));
  const results = await Promise.all(
    wanted.map(async ({ name, examine }): Promise<Check[]> => {
      try {
        return [await examine(computer)].flat().map((check) => ({ name, ...check }));
      } catch (error) {
        const remedy = 'this check could not be made; the others still count';
        return [{ name, status: 'warn', found: `can't tell: ${messageOf(error)}`, remedy }];
      }
    }),
  );
  return results.flat();
}
