import { LOOSE_LINES } from '../dialogue/framing.js';
import type { Dialect, Way } from './dialect.js';
import { LINVOR_CODES, NAME_REMARK, PIN_REMARK } from './silent.js';

/** The manual also lists 14400: on some builds codes from 5 up may be one higher (SOURCES.md#rates-and-codes). */
const SHIFTED_CODES: ReadonlyMap<number, string> = new Map([
  [1200, '1'],
  [2400, '2'],
  [4800, '3'],
  [9600, '4'],
  [14400, '5'],
  [19200, '6'],
  [38400, '7'],
  [57600, '8'],
  [115200, '9'],
  [230400, 'A'],
  [460800, 'B'],
  [921600, 'C'],
]);

function baudBy(codes: ReadonlyMap<number, string>): Way {
  return {
    command: (baudRate) => `AT+BAUD${codes.get(Number(baudRate)) ?? ''}`,
    confirms: (baudRate) => new RegExp(`\\+BAUD=${codes.get(Number(baudRate))}|^OK\\r?$`, 'im'),
  };
}

/** `+NAME=x` and `OK`; some builds send only one of them. */
const says = (key: string, value: string): RegExp =>
  new RegExp(`\\+${key}=${value.replace(/[^\w ]/g, '\\$&')}|^OK\\r?$`, 'im');

/**
 * Bolutek BC04-B, SPP-C, SPP-CA, BT-06, BT04-A. Sources differ on what ends a command: usually CR LF; a module
 * that answers without CR LF gets its commands without it.
 */
export const bolutek: Dialect = {
  id: 'bolutek',
  title: 'Bolutek / SPP-C / BT-06 / BT04-A',
  version: /BOLUTEK Firmware V(\d+\.\d+)/i,
  framing: LOOSE_LINES,
  isEitherEnd: true,
  alive: { command: 'AT', accepts: /OK|ERROR=/i },
  settings: {
    name: {
      ways: [{ command: (name) => `AT+NAME${name}`, confirms: (name) => says('NAME', name) }],
      takesEffect: 'immediately',
      remark: NAME_REMARK,
    },
    pin: {
      ways: [{ command: (pin) => `AT+PIN${pin}`, confirms: (pin) => says('PIN', pin) }],
      takesEffect: 'immediately',
      remark: PIN_REMARK,
    },
    role: {
      ways: [
        {
          command: (role) => `AT+ROLE${role === 'master' ? 1 : 0}`,
          confirms: (role) => says('ROLE', role === 'master' ? '1' : '0'),
        },
      ],
      takesEffect: 'immediately',
    },
    baud: { ways: [baudBy(LINVOR_CODES), baudBy(SHIFTED_CODES)], takesEffect: 'immediately' },
  },
  // The code of the rate is not read back: sources differ on its meaning. An answer at the new rate is the proof.
  readings: [
    {
      command: 'AT+NAME',
      answer: /\+NAME=([^\r\n]*)\r\n/i,
      reports: ['name'],
      values: ([, name = '']) => ({ name }),
    },
    { command: 'AT+PIN', answer: /\+PIN=(\d+)\r\n/i, reports: ['pin'], values: ([, pin = '']) => ({ pin }) },
  ],
  address: { command: 'AT+LADDR', answer: /\+LADDR[=:]([\w:]+)\r\n/i },
  questions: /^AT\+(?:LADDR|BAUD|HELP|ROLE)$/,
  reset: { command: 'AT+RESET', accepts: /OK/i },
  refusal: /ERROR=(\w+)/i,
  baudCodes: LINVOR_CODES,
  nameLength: { min: 1, max: 20 },
  pinDigits: 4,
  confidence: 'several',
  sources: [
    'BC04-B manual (scribd 256026603)',
    'electrodragon.com/w/AT_Commands',
    'rurandom.org Bluetooth_serial_modules',
  ],
};
