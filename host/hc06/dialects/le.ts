import { LOOSE_LINES } from '../dialogue/framing.js';
import type { Dialect } from './dialect.js';
import { NAME_REMARK } from './silent.js';

const ROLE_LETTERS: Readonly<Record<string, string>> = { slave: 'S', master: 'M' };

/**
 * `hc06V2.3_le`, a BLE part of 2025 sold as HC-06. Two users report different commands. The form without `=` is
 * tried first: the other kind of module rejects it, while `AT+NAME=x` could set the name `=x` on this one.
 */
export const le: Dialect = {
  id: 'le',
  title: 'hc06V2.3_le (BLE)',
  version: /hc0[56]V(\d+\.\d+)_le/i,
  framing: LOOSE_LINES,
  alive: { command: 'AT', accepts: /OK/i },
  settings: {
    name: {
      ways: [
        { command: (name) => `AT+NAME${name}`, confirms: () => /OKsetname/i },
        { command: (name) => `AT+NAME=${name}`, confirms: () => /OK\+NAME:|OKsetNAME:/i },
      ],
      takesEffect: 'after-power-cycle',
      remark: NAME_REMARK,
    },
    pin: {
      ways: [{ command: (pin) => `AT+PIN=${pin}`, confirms: (pin) => new RegExp(`OK\\+PIN:${pin}`, 'i') }],
      takesEffect: 'immediately',
    },
    role: {
      ways: [
        {
          command: (role) => `AT+ROLE=${ROLE_LETTERS[role]}`,
          confirms: (role) => new RegExp(`OK\\+ROLE:${ROLE_LETTERS[role]}`, 'i'),
        },
      ],
      takesEffect: 'immediately',
    },
  },
  readings: [
    {
      command: 'AT+NAME',
      answer: /^(?!OK|ERR|\+|hc0[56]V)([ -~]{1,20})\r\n/im, // the bare name, from one user only; never a late version
      reports: ['name'],
      values: ([, name = '']) => ({ name }),
    },
  ],
  reset: { command: 'AT+RESET', accepts: /OK\+RESET/i },
  baudCodes: new Map(), // its baud command is not verified
  nameLength: { min: 1, max: 20 },
  pinDigits: 6,
  remarks: [
    'this is a BLE part: one user finds no classic serial port on it, so phones may not list it as one',
  ],
  confidence: 'one',
  sources: [
    'baijiazheng/HC-06-Complete-Diagnostic-Tool src/main.cpp',
    'a published sketch with BLE service FFE0 (host/hc06/SOURCES.md#families)',
  ],
};
