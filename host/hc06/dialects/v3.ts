import type { Parity } from '../../link/index.js';
import { LINES } from '../dialogue/framing.js';
import type { Dialect, ModuleLine, Readback } from './dialect.js';
import { NAME_REMARK, PIN_REMARK } from './silent.js';

/** The command has the rate itself, not a code; 4800 is the lowest (ndroid), hcconfig lists the others. */
const RATES: ReadonlyMap<number, string> = new Map(
  [4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400].map((rate) => [
    rate,
    String(rate),
  ]),
);

const PARITY_CODES: Readonly<Record<Parity, string>> = { none: '0', odd: '1', even: '2' };
const PARITIES_BY_CODE: Readonly<Record<string, Parity>> = { 0: 'none', 1: 'odd', 2: 'even' };

/** Rate, stop bits (0 is one), parity. */
const uart = ({ baudRate, parity }: ModuleLine): string => `AT+UART=${baudRate},0,${PARITY_CODES[parity]}`;

/** Some clones answer in lower case. */
const OK = /(^|[^A-Z])OK\r\n|(^|[^a-z])ok\r\n/;

/** One question in both spellings: firmware 4 requires the question mark, some builds of 2 reject it. */
const asked = (key: string): Pick<Readback, 'command' | 'otherCommand'> => ({
  command: `AT+${key}`,
  otherCommand: `AT+${key}?`,
});

/**
 * Firmware on the code of the HC-05, in an HC-05 or an HC-06 (2.x, 3.x, 4.x, hc01.comV2.1): commands end with CR LF,
 * `AT+UART=`, `AT+PSWD=`. The separator before the name and quotes around the PIN differ from build to build.
 */
export const v3: Dialect = {
  id: 'v3',
  title: 'HC-05 / HC-06 firmware 2.x to 4.x',
  // A line of its own with OK after it: LoRa radios, meters and ESP-AT also say "version:". Some have a space there.
  version:
    /(?<=(?:^|[^\x20-\x7e])\+?)VERSION[:=] ?(?:hc01\.com\s*)?V?([2-9]\.\d+(?:-\d{8})?)(?=\r\n(?:[\s\S]*\n)?OK\r\n)/i,
  framing: LINES,
  alive: { command: 'AT', accepts: /(OK|ERROR(:?\(\w+\))?)\r\n/i }, // an error also shows that it is there
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
      // Some builds refuse a PIN without quotes, with a code that says so; others would store the quotes.
      ways: [
        { command: (pin) => `AT+PSWD=${pin}`, confirms: () => OK },
        { command: (pin) => `AT+PSWD="${pin}"`, confirms: () => OK, onlyAfter: /ERROR:?\(1D\)/i },
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
      answer: /\+NAME: ?([^\r\n]*)\r\n[\s\S]*OK\r\n/i,
      reports: ['name'],
      values: ([, name = '']) => ({ name }),
    },
    {
      ...asked('PSWD'),
      // After +PIN the quotes are notation; after +PSWD they are part of the stored PIN.
      answer: /\+(?:PIN: ?"?([^"\r\n]*)"?|PSWD[:=] ?([^\r\n]*))\r\n[\s\S]*OK\r\n/i,
      reports: ['pin'],
      values: ([, shown, stored = '']) => ({ pin: shown ?? stored }),
    },
    {
      ...asked('UART'),
      answer: /\+UART: ?(\d+),\d,([012])\r\n[\s\S]*OK\r\n/i,
      reports: ['baud', 'parity'],
      isDataLine: true,
      values: ([, baud = '', parity = '']) => ({ baud, parity: PARITIES_BY_CODE[parity] ?? 'none' }),
    },
    {
      command: 'AT+ROLE?',
      answer: /\+ROLE: ?([01])\r\n[\s\S]*OK\r\n/i,
      reports: ['role'],
      values: ([, role]) => ({ role: role === '1' ? 'master' : 'slave' }),
    },
  ],
  reset: { command: 'AT+RESET', accepts: OK },
  address: { command: 'AT+ADDR', otherCommand: 'AT+ADDR?', answer: /\+ADDR[:=] ?([\w:]+)\r\n/i },
  questions: /^AT\+[A-Z]+\?$|^AT\+(?:VERSION|NAME|PSWD|UART|ADDR|ROLE|STATE|CLASS|CMODE|POLAR)$/,
  refusal: /ERROR(?::?\((\w+)\))?\r\n/i,
  refusals: {
    0: 'invalid command',
    3: 'the name is too long',
    F: 'no PIN given',
    10: 'the PIN is too long',
    12: 'it does not do this rate',
    13: 'it does not do this number of stop bits',
    14: 'it does not do this parity',
    '1D': 'the PIN must be in quotes',
    16: 'its Bluetooth side is not started',
  },
  baudCodes: RATES,
  nameLength: { min: 1, max: 20 }, // 32 according to its list of errors, 20 to the tools
  pinDigits: 4, // 16 characters according to its list of errors; phones expect 4
  confidence: 'several',
  sources: [
    'LowPowerLab/CurrentRanger PR #5 and issue #15',
    'ndroid/HC06_AT_CommandCenter',
    'forum.arduino.cc 464068, 562474, 481294, 658133 and 965871',
  ],
};
