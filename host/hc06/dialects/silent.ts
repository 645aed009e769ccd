import { SILENCE } from '../dialogue/framing.js';
import type { Dialect, Setting } from './dialect.js';

/** Rate codes of the linvor and hc01.com families (SOURCES.md#rates-and-codes; letters are upper case). */
export const LINVOR_CODES: ReadonlyMap<number, string> = new Map([
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

/** What to know after a change of the name. */
export const NAME_REMARK = 'phones remember the old name: remove the pairing and scan again';
/** What to know after a change of the PIN. */
export const PIN_REMARK = 'setting the PIN drops existing pairings';

/** `AT+BAUDn`, confirmed by `OK` and the rate as a number. */
export function silentBaud(codes: ReadonlyMap<number, string>): Setting {
  return {
    ways: [
      {
        command: (baudRate) => `AT+BAUD${codes.get(Number(baudRate)) ?? ''}`,
        confirms: (baudRate) => new RegExp(`OK${baudRate}(?!\\d)`, 'i'),
      },
    ],
    takesEffect: 'immediately',
  };
}

/**
 * Shared by both silent families: silence ends a command and its answer, never CR or LF.
 * Answers match in any letter case: sources have `OKsetPIN` and `OKsetpin`, `OK NONE` and `OK None`.
 */
export const silentCommands = {
  framing: SILENCE,
  alive: { command: 'AT', accepts: /OK/i },
  settings: {
    name: {
      ways: [
        {
          command: (name) => `AT+NAME${name}`,
          // The old data sheet has OKname; BC04 and HC-09 answer with the name itself (electrodragon)
          confirms: (name) => new RegExp(`OK(set)?name|OK${name.replace(/[^\w ]/g, '\\$&')}`, 'i'),
        },
      ],
      takesEffect: 'immediately',
      remark: NAME_REMARK,
    },
    pin: {
      ways: [{ command: (pin) => `AT+PIN${pin}`, confirms: () => /OK(set)?pin/i }],
      takesEffect: 'immediately',
      remark: `${PIN_REMARK}; the old PIN may stay valid until the module was without power for a while`,
    },
    parity: {
      ways: [
        {
          command: (parity) => `AT+P${parity.charAt(0).toUpperCase()}`,
          confirms: (parity) => new RegExp(`OK ?${parity}`, 'i'),
        },
      ],
      takesEffect: 'after-power-cycle',
    },
    baud: silentBaud(LINVOR_CODES),
  },
  readings: [],
  baudCodes: LINVOR_CODES,
  nameLength: { min: 1, max: 20 },
  pinDigits: 4,
} as const satisfies Partial<Dialect>;
