import type { Parity } from '../../link/index.js';
import type { Dialect, ModuleLine, Readback } from '../dialect.js';
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

/** One question by both spellings: firmware 4 wants the question mark, some builds of 2 do not know it. */
const asked = (key: string): Pick<Readback, 'command' | 'otherCommand'> => ({
  command: `AT+${key}`,
  otherCommand: `AT+${key}?`,
});

/**
 * Firmware on the code of the HC-05, in an HC-05 or an HC-06 (2.x, 3.x, 4.x, hc01.comV2.1): commands end with CR LF,
 * `AT+UART=`, `AT+PSWD=`. How the name is joined and whether the PIN stands in quotes differs from build to build.
 */
export const v3: Dialect = {
  id: 'v3',
  title: 'HC-05 / HC-06 firmware 2.x to 4.x',
  version: /VERSION[:=]\s*(?:hc01\.com\s*)?V?([2-9]\.\d+(?:-\d{8})?)/i,
  framing: LINES,
  alive: { command: 'AT', accepts: /(OK|ERROR(:?\(\w+\))?)\r\n/ }, // an error is a sign of life too
  settings: {
    name: {
      ways: [
        { command: (name) => `AT+NAME=${name}`, confirms: () => OK },
        { command: (name) => `AT+NAME:${name}`, confirms: () => OK }, // forum.pjrc.com 57649
      ],
      takesEffect: 'immediately',
      remark: NAME_REMARK,
    },
    pin: {
      // Some need the quotes and refuse a PIN without them; others would store them.
      ways: [
        { command: (pin) => `AT+PSWD=${pin}`, confirms: () => OK },
        { command: (pin) => `AT+PSWD="${pin}"`, confirms: () => OK },
        { command: (pin) => `AT+PSWD:"${pin}"`, confirms: () => OK },
      ],
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
      ...asked('NAME'),
      answer: /\+NAME:([^\r\n]*)\r\n[\s\S]*OK\r\n/,
      tells: ['name'],
      values: ([, name = '']) => ({ name }),
    },
    {
      ...asked('PSWD'),
      // Where it says PIN the quotes are how it shows it; where it says PSWD they are part of what it has stored.
      answer: /\+(?:PIN:"?([^"\r\n]*)"?|PSWD[:=]([^\r\n]*))\r\n[\s\S]*OK\r\n/,
      tells: ['pin'],
      values: ([, shown, stored = '']) => ({ pin: shown ?? stored }),
    },
    {
      ...asked('UART'),
      answer: /\+UART:(\d+),\d,([012])\r\n[\s\S]*OK\r\n/,
      tells: ['baud', 'parity'],
      isDataLine: true,
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
  address: { command: 'AT+ADDR', otherCommand: 'AT+ADDR?', answer: /\+ADDR[:=]([\w:]+)\r\n/ },
  questions: /^AT\+[A-Z]+\?$|^AT\+(?:VERSION|NAME|PSWD|UART|ADDR|ROLE|STATE|CLASS|CMODE|POLAR)$/,
  refusal: /ERROR(?::?\((\w+)\))?\r\n/,
  refusals: {
    0: 'invalid command',
    3: 'the name is too long',
    F: 'no PIN given',
    10: 'the PIN is too long',
    12: 'it does not do this rate',
    13: 'it does not do this number of stop bits',
    14: 'it does not do this parity',
    '1D': 'the PIN must stand in quotes',
    16: 'its Bluetooth side is not started',
  },
  baudCodes: RATES,
  nameLength: { min: 1, max: 20 }, // 32 by its list of errors, 20 by the tools
  pinDigits: 4, // 16 characters by its list of errors; phones want 4
  confidence: 'several',
  sources: [
    'LowPowerLab/CurrentRanger PR #5 and issue #15',
    'ndroid/HC06_AT_CommandCenter',
    'forum.arduino.cc 464068, 562474, 481294, 658133 and 965871',
  ],
};
