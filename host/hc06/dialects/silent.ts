import type { Parity } from '../../link/line.js';
import type { Dialect } from '../dialect.js';

/** Rate codes of the linvor and hc01.com families (all sources agree; letters are upper case). */
const BAUD_CODES: ReadonlyMap<number, string> = new Map([
  [1200, '1'],
  [2400, '2'],
  [4800, '3'],
  [9600, '4'],
  [19200, '5'],
  [38400, '6'],
  [57600, '7'],
  [115200, '8'],
  [230400, '9'],
  [460800, 'A'],
  [921600, 'B'],
  [1382400, 'C'],
]);

const PARITY_COMMANDS: Readonly<Record<Parity, string>> = { none: 'AT+PN', even: 'AT+PE', odd: 'AT+PO' };

/**
 * What both silent families share: a command is ended by silence, never by CR or LF, and so is its answer.
 * Answers are matched in any letter case: sources spell `OKsetPIN` and `OKsetpin`, `OK NONE` and `OK None`.
 */
export const silentCommands = {
  alive: /OK/i,
  name: {
    command: (name: string) => `AT+NAME${name}`,
    confirms: () => /OK(set)?name/i, // the old data sheet has OKname
    takesEffect: 'at once',
    remark: 'phones remember the old name: remove the pairing and scan again',
  },
  pin: {
    command: (pin: string) => `AT+PIN${pin}`,
    confirms: () => /OK(set)?pin/i,
    takesEffect: 'at once',
    remark:
      'setting the PIN drops existing pairings; the old PIN may stay valid until the module was without power for a while',
  },
  baud: {
    command: (baudRate: number) => `AT+BAUD${BAUD_CODES.get(baudRate) ?? ''}`,
    confirms: (baudRate: number) => new RegExp(`OK${baudRate}(?!\\d)`, 'i'),
    takesEffect: 'at once',
  },
  parity: {
    command: (parity: Parity) => PARITY_COMMANDS[parity],
    confirms: (parity: Parity) => new RegExp(`OK ?${parity}`, 'i'),
    takesEffect: 'after a power cycle',
  },
  baudCodes: BAUD_CODES,
  nameLength: { min: 1, max: 20 },
} as const satisfies Partial<Dialect>;
