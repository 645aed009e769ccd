import type { Parity } from '../../../link/index.js';
import { type CommandRule, type Firmware, type Settable, says } from '../firmware.js';

const RATES = [4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
const PARITIES: readonly Parity[] = ['none', 'odd', 'even'];

/** How a build of the HC-05 code differs from the others. */
interface Build {
  /** Its answer to `AT+VERSION`. */
  readonly version: string;
  /** Whether it accepts questions without a question mark. */
  readonly plainQuestions?: boolean;
  /** The separator in the command for a name. */
  readonly nameBy?: '=' | ':' | '[=:]';
  /** A PIN without quotes is `ERROR:(1D)`; otherwise a PIN is stored as sent, including quotes. */
  readonly quotedPin?: boolean;
}

function setName(module: Settable, name: string): string {
  if (name.length > 32) return 'ERROR:(3)\r\n';
  module.set({ name });
  return 'OK\r\n';
}

function setPin(module: Settable, pin: string): string {
  if (pin.length > 16) return 'ERROR:(10)\r\n';
  module.set({ pin });
  return 'OK\r\n';
}

function setUart(module: Settable, values: string): string {
  const [baudRate = 0, stop, parity = 9] = values.split(',').map(Number);
  const word = PARITIES[parity];
  if (!RATES.includes(baudRate)) return 'ERROR:(12)\r\n';
  if (stop !== 0 && stop !== 1) return 'ERROR:(13)\r\n';
  if (!word) return 'ERROR:(14)\r\n';
  module.move({ baudRate, parity: word });
  return 'OK\r\n';
}

function hc05({ version, plainQuestions = true, nameBy = '[=:]', quotedPin = false }: Build): Firmware {
  const asked = (key: string): RegExp => new RegExp(`^AT\\+${key}${plainQuestions ? '\\??' : '\\?'}$`);
  const pinRules: readonly CommandRule[] = quotedPin
    ? [
        [asked('PSWD'), ({ pin }) => `+PIN:"${pin}"\r\nOK\r\n`],
        [/^AT\+PSWD[=:]"([^"]+)"$/, setPin],
        says(/^AT\+PSWD[=:]/, 'ERROR:(1D)\r\n'),
      ]
    : [
        [asked('PSWD'), ({ pin }) => `+PSWD:${pin}\r\nOK\r\n`],
        [/^AT\+PSWD[=:](.+)$/, setPin],
      ];
  return {
    commandEnd: 'cr-lf',
    answerMs: 20, // ndroid measured 10 to 25 ms
    name: 'HC-06',
    pin: '1234',
    rates: RATES,
    rules: [
      says(/^AT$/, 'OK\r\n'),
      says(asked('VERSION'), `${version}\r\nOK\r\n`),
      [asked('NAME'), ({ name }) => `+NAME:${name}\r\nOK\r\n`],
      [new RegExp(`^AT\\+NAME${nameBy}([\\x20-\\x7e]+)$`), setName],
      ...pinRules,
      [
        asked('UART'),
        ({ dataLine: line }) => `+UART:${line.baudRate},0,${PARITIES.indexOf(line.parity)}\r\nOK\r\n`,
      ],
      [/^AT\+UART[=:](\d+,\d,\d)$/, setUart],
      says(/^AT\+ROLE\?$/, '+ROLE:0\r\nOK\r\n'),
      [asked('ADDR'), ({ address }) => `+ADDR:${address.replace(/^(.{4})(..)/, '$1:$2:')}\r\nOK\r\n`],
      says(/^AT\+RESET$/, 'OK\r\n'),
    ],
    otherwise: 'ERROR:(0)\r\n',
  };
}

/** HC-06 V3.0 on the HC-05 code; keeps an unfinished line until CR LF. */
export const v3 = hc05({ version: 'VERSION:3.0-20170609', quotedPin: true });
/** Accepts a name after a colon only (forum.pjrc.com 57649). */
export const v3Colon = hc05({ version: 'VERSION:3.0-20170609', quotedPin: true, nameBy: ':' });
/** HC-05 of 2010, version 2.0. */
export const hc05v20 = hc05({ version: '+VERSION:2.0-20100601', nameBy: '=' });
/** HC-05 of hc01.com, version 2.1. */
export const hc05v21 = hc05({ version: '+VERSION:hc01.comV2.1', nameBy: '=' });
/** HC-05 of 2019, version 4.0: no query without a question mark. */
export const hc05v40 = hc05({ version: '+VERSION:4.0-20190815', nameBy: '=', plainQuestions: false });
/** Firmware of an OBD adapter with the commands of the HC-05 (ediabaslib). */
export const obd = hc05({ version: '+VERSION:1.3', nameBy: '=', plainQuestions: false });
/** Answers OK to what it does not do (forum.arduino.cc 873211). */
export const hc05OkOnly: Firmware = { ...v3, rules: [says(/^AT/, 'OK\r\n')] };
/** Outside its full AT mode: answers AT, and nothing else. */
export const hc05Mini: Firmware = { ...v3, rules: [says(/^AT$/, 'OK\r\n')], otherwise: 'ERROR\r\n' };

/** An HC-05 whose lines come as a modem's do: an empty one before each, and a space after the colon. */
export const hc05Modem: Firmware = {
  ...hc05v20,
  rules: hc05v20.rules.map(
    ([command, answer]): CommandRule => [
      command,
      (module, value) =>
        answer(module, value)?.replace(/^(\+\w+:)?(?=.)/gm, (_, key: string) =>
          key ? `\r\n${key} ` : '\r\n',
        ),
    ],
  ),
};
