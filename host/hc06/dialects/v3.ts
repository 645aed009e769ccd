import type { Parity } from '../../link/index.js';
import type { Dialect, ModuleLine } from '../dialect.js';
import { LINES } from '../framing.js';
import { NAME_REMARK, PIN_REMARK } from './silent.js';

/** The rate stands in the command itself; 4800 is the least one (ndroid), hcconfig lists the rest. */
const RATES: ReadonlyMap<number, string> = new Map(
  [4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400].map((rate) => [
    rate,
    String(rate),
  ]),
);

const PARITY_CODES: Readonly<Record<Parity, string>> = { none: '0', odd: '1', even: '2' };
const PARITIES_BY_CODE: Readonly<Record<string, Parity>> = { 0: 'none', 1: 'odd', 2: 'even' };

/** Rate, one stop bit, parity. */
const uart = ({ baudRate, parity }: ModuleLine): string => `AT+UART=${baudRate},0,${PARITY_CODES[parity]}`;

const OK = /(^|[^A-Z])OK\r\n/;

/** Firmware 2.x and 3.x, on the code of the HC-05: commands end with CR LF, `AT+UART=`, `AT+PSWD=`. */
export const v3: Dialect = {
  id: 'v3',
  title: 'HC-06 firmware 2.x / 3.x',
  version: /VERSION[:=]\s*([23]\.\d+(-\d{8})?)/i,
  framing: LINES,
  alive: { command: 'AT', accepts: /(OK|ERROR:?\(\w+\))\r\n/ }, // an error is a sign of life too
  settings: {
    name: {
      ways: [{ command: (name) => `AT+NAME=${name}`, confirms: () => OK }],
      takesEffect: 'immediately',
      remark: NAME_REMARK,
    },
    pin: {
      ways: [{ command: (pin) => `AT+PSWD="${pin}"`, confirms: () => OK }], // the quotes are needed
      takesEffect: 'immediately',
      remark: PIN_REMARK,
    },
    parity: {
      ways: [
        {
          command: (parity, { baudRate }) => uart({ baudRate, parity: parity as Parity }), // checked when it was read
          confirms: () => OK,
        },
      ],
      takesEffect: 'immediately',
      remark: 'one source says that this firmware does 8N1 only: the answer at the new parity is the proof',
    },
    baud: {
      ways: [
        {
          command: (baudRate, { parity }) => uart({ baudRate: Number(baudRate), parity }),
          confirms: () => OK,
        },
      ],
      takesEffect: 'immediately',
    },
  },
  readings: [
    {
      command: 'AT+NAME',
      answer: /\+NAME:([^\r\n]*)\r\n[\s\S]*OK\r\n/,
      tells: ['name'],
      values: ([, name = '']) => ({ name }),
    },
    {
      command: 'AT+PSWD',
      answer: /\+(?:PIN|PSWD):"?([^"\r\n]*)"?\r\n[\s\S]*OK\r\n/,
      tells: ['pin'],
      values: ([, pin = '']) => ({ pin }),
    },
    {
      command: 'AT+UART',
      answer: /\+UART:(\d+),\d,([012])\r\n[\s\S]*OK\r\n/,
      tells: ['baud', 'parity'],
      values: ([, baud = '', parity = '']) => ({ baud, parity: PARITIES_BY_CODE[parity] ?? 'none' }),
    },
    {
      command: 'AT+ROLE?',
      answer: /\+ROLE:([01])\r\n[\s\S]*OK\r\n/,
      tells: ['role'],
      values: ([, role]) => ({ role: role === '1' ? 'master' : 'slave' }),
    },
  ],
  reset: { command: 'AT+RESET', accepts: OK },
  refusal: /ERROR:?\((\w+)\)/,
  refusals: {
    0: 'invalid command',
    3: 'the name is too long',
    F: 'no PIN given',
    10: 'the PIN is too long',
    12: 'it does not do this rate',
    13: 'it does not do this number of stop bits',
    14: 'it does not do this parity',
    16: 'its Bluetooth side is not started',
  },
  baudCodes: RATES,
  nameLength: { min: 1, max: 20 }, // 32 by its list of errors, 20 by the tools
  pinDigits: 4, // 16 characters by its list of errors; phones want 4
  confidence: 'several',
  sources: [
    'LowPowerLab/CurrentRanger PR #5 and issue #15',
    'ndroid/HC06_AT_CommandCenter',
    'forum.arduino.cc 464068 and 562474',
  ],
};
