import type { Parity } from '../../../link/index.js';
import { type CommandRule, type Firmware, says } from '../firmware.js';

const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
const CODES = '123456789ABC';
const PARITIES: Readonly<Record<string, Parity>> = { N: 'none', E: 'even', O: 'odd' };

/** Rules of all of them; the answer to a new rate is sent at the old rate. */
function common(version: string): CommandRule[] {
  return [
    says(/^AT$/, 'OK'),
    [/^AT\+VERSION$/, ({ role }) => (role === 'master' ? undefined : version)],
    [
      /^AT\+NAME([\x20-\x7e]{1,20})$/,
      (module, name) => {
        module.set({ name });
        return 'OKsetname';
      },
    ],
    [
      /^AT\+PIN(\d{4})$/,
      (module, pin) => {
        module.set({ pin });
        return 'OKsetPIN';
      },
    ],
  ];
}

function baud(codes: string): CommandRule {
  return [
    new RegExp(`^AT\\+BAUD([${codes}])$`),
    (module, code) => {
      const baudRate = RATES[CODES.indexOf(code)] ?? 9600;
      module.move({ baudRate });
      return `OK${baudRate}`;
    },
  ];
}

function parity(spell: (word: Parity) => string): CommandRule {
  return [
    /^AT\+P([NEO])$/,
    (module, letter) => {
      const word = PARITIES[letter] ?? 'none';
      module.setAtPowerOn({ parity: word });
      return `OK ${spell(word)}`;
    },
  ];
}

const roleAndLed: readonly CommandRule[] = [
  [
    /^AT\+ROLE=([SM])$/,
    (module, letter) => {
      module.set({ role: letter === 'M' ? 'master' : 'slave' });
      return `OK+ROLE:${letter}`;
    },
  ],
  [
    /^AT\+LED([01])$/,
    (module, digit) => {
      module.set({ led: digit === '1' });
      return `LED ${digit === '1' ? 'ON' : 'OFF'}`;
    },
  ],
];

const upper = (word: Parity): string => word.toUpperCase();
const capital = (word: Parity): string => word.charAt(0).toUpperCase() + word.slice(1);

const silent = {
  commandEnd: 'silence',
  answerMs: 0,
  name: 'linvor',
  pin: '1234',
  oldPinStays: true,
  rates: RATES,
} as const;

/** The data sheet text gives parity to firmware newer than V1.5 only. */
export const linvor15: Firmware = { ...silent, rules: [...common('OKlinvorV1.5'), baud(CODES)] };
/** linvor 1.8: parity commands in upper case. */
export const linvor18: Firmware = {
  ...silent,
  rules: [...common('OKlinvorV1.8'), baud(CODES), parity(upper)],
};
/** hc01.com 2.0: role and LED can be set, too. */
export const hc01: Firmware = {
  ...silent,
  recoverMs: 50, // proxmark sends the next command 0.1 s after an answer
  rules: [...common('hc01.comV2.0'), baud(CODES), parity(capital), ...roleAndLed],
};
/** DX-BT with DX_smart 2.0. */
export const dxSmart: Firmware = {
  ...silent,
  name: 'DX-BT',
  rules: [...common('DX_smartv2.0'), baud(CODES), parity(capital)],
};

/** Like linvor, with a version that no dialect matches. */
const clone = (version: string): Firmware => ({
  ...silent,
  rules: [...common(version), baud(CODES), parity(upper)],
});
/** HC-04 2.4, with the commands of an HC-06. */
export const hc04 = clone('www.hc01.com HC-04 V2.4');
/** BT-BOARD 1.2, with the commands of an HC-06. */
export const btBoard = clone('BT-BOARD V1.2');

const nameItself: CommandRule = [
  /^AT\+NAME([\x20-\x7e]{1,20})$/,
  (module, name) => {
    module.set({ name });
    return `OK${name}`;
  },
];
/** Confirms a name with the name itself (electrodragon). */
export const linvorOkName: Firmware = {
  ...silent,
  rules: [nameItself, ...common('OKlinvorV1.5'), baud(CODES)],
};

/** Confirms with the name itself; its version string is inferred from the label. */
export const hc09: Firmware = {
  ...silent,
  name: 'HC-09',
  rules: [nameItself, ...common('HC-09').filter(([command]) => !command.test('AT+NAMEx')), baud('23456789')],
};
