import { LINES } from '../dialogue/framing.js';
import type { Dialect, Effect } from './dialect.js';
import { NAME_REMARK, PIN_REMARK } from './silent.js';

/** Not the table of the linvor family: 9 is 128000. */
const JDY31_CODES: ReadonlyMap<number, string> = new Map([
  [9600, '4'],
  [19200, '5'],
  [38400, '6'],
  [57600, '7'],
  [115200, '8'],
  [128000, '9'],
]);

const JDY33_CODES: ReadonlyMap<number, string> = new Map([[2400, '2'], [4800, '3'], ...JDY31_CODES]);

const OK = /\+?OK\r\n/i;

function jdy(
  codes: ReadonlyMap<number, string>,
  nameCounts: Effect,
): Omit<Dialect, 'id' | 'title' | 'version'> {
  return {
    framing: { ...LINES, answerMs: 1000, restMs: 50, changeMs: 100 }, // rusefi needed up to 2.5 s on its own UART
    alive: { command: 'AT+VERSION', accepts: /\+(?:VERSION=|JDY-)[^\r\n]*\r\n/i }, // a JDY-31 does not answer a bare AT
    settings: {
      name: {
        ways: [{ command: (name) => `AT+NAME${name}`, confirms: () => OK }],
        takesEffect: nameCounts,
        remark: NAME_REMARK,
      },
      pin: {
        ways: [{ command: (pin) => `AT+PIN${pin}`, confirms: () => OK }],
        takesEffect: 'immediately',
        remark: PIN_REMARK,
      },
      baud: {
        ways: [
          {
            command: (baudRate) => `AT+BAUD${codes.get(Number(baudRate)) ?? ''}`,
            confirms: () => OK,
          },
        ],
        takesEffect: 'immediately',
      },
    },
    readings: [
      {
        command: 'AT+NAME',
        answer: /\+NAME=([^\r\n]*)\r\n/i,
        reports: ['name'],
        values: ([, name = '']) => ({ name }),
      },
      {
        command: 'AT+PIN',
        answer: /\+PIN=(\d+)\r\n/i,
        reports: ['pin'],
        values: ([, pin = '']) => ({ pin }),
      },
      {
        command: 'AT+BAUD',
        answer: /\+BAUD=(\w)\r\n/i,
        reports: ['baud'],
        values: ([, code]) => {
          const rate = [...codes].find(([, known]) => known === code)?.[0];
          return rate === undefined ? {} : { baud: String(rate) };
        },
      },
    ],
    address: { command: 'AT+LADDR', answer: /\+LADDR[=:](\w+)\r\n/i },
    questions: /^AT\+(?:LADDR|BAUD|TYPE|STAT|DISC)$/, // AT+DISC ends a connection, and changes no setting
    reset: { command: 'AT+RESET', accepts: OK }, // many JDY-33 do not acknowledge it
    baudCodes: codes,
    nameLength: { min: 1, max: 18 },
    pinDigits: 4,
    confidence: 'several',
    sources: [
      'martyncurrey.com on the JDY-31',
      'asugixtutorial.blogspot.com',
      'rusefi/rusefi #5918 and PR #6447',
    ],
  };
}

/** JDY-31 and JDY-30: a new rate counts at once. */
export const jdy31: Dialect = {
  ...jdy(JDY31_CODES, 'immediately'),
  id: 'jdy-31',
  title: 'JDY-31 / JDY-30',
  version: /JDY-3[01]\S*?V(\d+\.\d+)/i,
};

/** JDY-33: a new rate counts after a power cycle. */
export const jdy33: Dialect = {
  ...jdy(JDY33_CODES, 'after-power-cycle'),
  id: 'jdy-33',
  title: 'JDY-33',
  version: /JDY-33\S*?V(\d+\.\d+)/i,
};
