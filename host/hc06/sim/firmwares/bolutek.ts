import { type CommandRule, type Firmware, says } from '../firmware.js';

const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
/** The rates in the BC04-B manual. */
const RATES_WITH_14400 = [...RATES.slice(0, 4), 14400, ...RATES.slice(4, 11)];

function bolutek(firmware: string, rates: readonly number[]): Firmware {
  const rules: readonly CommandRule[] = [
    says(/^AT$/, 'OK\r\n'),
    says(/^AT\+VERSION$/, `+VERSION=+BOLUTEK Firmware ${firmware}, Bluetooth V2.1, HCI V2.1\r\n`),
    [/^AT\+NAME$/, ({ name }) => `+NAME=${name}\r\n`],
    [/^AT\+PIN$/, ({ pin }) => `+PIN=${pin}\r\n`],
    [/^AT\+LADDR$/, ({ address }) => `+LADDR=${address}\r\n`],
    [/^AT\+BAUD$/, ({ dataLine: line }) => `+BAUD=${codeOf(rates.indexOf(line.baudRate))}\r\n`],
    [
      /^AT\+NAME([\x20-\x7e]{1,20})$/,
      (module, name) => {
        module.set({ name });
        return `+NAME=${name}\r\nOK\r\n`;
      },
    ],
    [
      /^AT\+PIN(\d{4})$/,
      (module, pin) => {
        module.set({ pin });
        return `+PIN=${pin}\r\nOK\r\n`;
      },
    ],
    [
      /^AT\+ROLE([01])$/,
      (module, digit) => {
        module.set({ role: digit === '1' ? 'master' : 'slave' });
        return `+ROLE=${digit}\r\nOK\r\n`;
      },
    ],
    [
      /^AT\+BAUD([1-9A-C])$/,
      (module, code) => {
        module.move({ baudRate: rates[Number.parseInt(code, 16) - 1] ?? 9600 });
        return `+BAUD=${code}\r\nOK\r\n`;
      },
    ],
    [
      /^AT\+RESET$/,
      (module) => {
        module.restart();
        return 'OK\r\n';
      },
    ],
  ];
  return {
    commandEnd: 'cr-lf',
    answerMs: 30,
    name: 'Bolutek',
    pin: '1234',
    rules,
    otherwise: 'ERROR=102\r\n',
  };
}

function codeOf(index: number): string {
  return (index + 1).toString(16).toUpperCase();
}

/** BC04-B with version 2.2. */
export const bc04b = bolutek('V2.2', RATES);
/** A build in which 14400 has code 5, and each higher rate the next code. */
export const bc04bShifted = bolutek('V2.2', RATES_WITH_14400);
/** The variant of the source that uses no terminator. */
export const bt06: Firmware = {
  ...bolutek('V2.43', RATES),
  commandEnd: 'silence',
  answerMs: 0,
  name: 'BT-06',
};
/** Sends lines unasked. */
export const bt04a: Firmware = {
  ...bolutek('V2.43', RATES),
  name: 'BT04-A',
  chatter: '+READY\r\n+PAIRABLE\r\n',
};
