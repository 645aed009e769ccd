import { type CommandRule, type Firmware, says } from '../firmware.js';

const JDY31_RATES: Readonly<Record<string, number>> = {
  4: 9600,
  5: 19200,
  6: 38400,
  7: 57600,
  8: 115200,
  9: 128000,
};

/** Disconnects; the only command that it accepts while a phone is connected (rusefi #4191). */
const disc: CommandRule = [
  /^AT\+DISC$/,
  (module) => {
    module.disconnect();
    return '+OK\r\n';
  },
];

function jdy(
  version: string,
  rates: Readonly<Record<string, number>>,
  rules: readonly CommandRule[],
): Firmware {
  return {
    commandEnd: 'cr-lf',
    answerMs: 30,
    gapMs: 50, // the command must arrive in one burst
    name: 'JDY-31-SPP',
    pin: '1234',
    rates: [...Object.values(rates), 230_400],
    whileConnected: [disc],
    rules: [
      ...rules,
      says(/^AT\+VERSION$/, `+VERSION=${version}\r\n`),
      [/^AT\+NAME$/, ({ name }) => `+NAME=${name}\r\n`],
      [/^AT\+PIN$/, ({ pin }) => `+PIN=${pin}\r\n`],
      [
        /^AT\+PIN(\d{4})$/,
        (module, pin) => {
          module.set({ pin });
          return '+OK\r\n';
        },
      ],
      [
        /^AT\+BAUD$/,
        ({ dataLine: line }) => {
          const code = Object.keys(rates).find((known) => rates[known] === line.baudRate) ?? '4';
          return `+BAUD=${code}\r\n`;
        },
      ],
      [
        /^AT\+BAUD(\w)$/,
        (module, code) => {
          const baudRate = rates[code];
          if (baudRate === undefined) return undefined;
          module.move({ baudRate });
          return '+OK\r\n';
        },
      ],
      disc,
      says(/^AT\+DEFAULT$/, '+OK\r\n'),
      [/^AT\+LADDR$/, ({ address }) => `+LADDR=${address}\r\n`],
    ],
  };
}

const reset: CommandRule = [
  /^AT\+RESET$/,
  (module) => {
    module.restart();
    return '+OK\r\n';
  },
];

const nameAtOnce: CommandRule = [
  /^AT\+NAME([\x20-\x7e]{1,18})$/,
  (module, name) => {
    module.set({ name });
    return '+OK\r\n';
  },
];

/** Does not answer a bare AT. */
export const jdy31 = jdy('JDY-31-V1.2,Bluetooth V3.0', JDY31_RATES, [nameAtOnce, reset]);
/** As its manual prints the answer: without the word VERSION. */
export const jdy31Bare: Firmware = {
  ...jdy31,
  rules: [says(/^AT\+VERSION$/, '+JDY-31-V1.35,Bluetooth V3.0\r\n'), ...jdy31.rules],
};
/** JDY-30: a new name counts at once. */
export const jdy30 = jdy('JDY-30-V1.35,Bluetooth V3.0', JDY31_RATES, [nameAtOnce, reset]);

/** Answers AT; the name shows after a power cycle, and AT+RESET is not acknowledged. */
export const jdy33 = jdy('JDY-33-V1.1,Bluetooth V3.0+BLE', { 2: 2400, 3: 4800, ...JDY31_RATES }, [
  says(/^AT$/, '+OK\r\n'),
  [
    /^AT\+NAME([\x20-\x7e]{1,18})$/,
    (module, name) => {
      module.setAtPowerOn({ name });
      return '+OK\r\n';
    },
  ],
  [
    /^AT\+RESET$/,
    (module) => {
      module.restart();
      return undefined;
    },
  ],
]);

/** As the logs of rusefi show it: AT+RESET is acknowledged. */
export const jdy33v223 = jdy('JDY-33-V2.23,Bluetooth V3.0+BLE', { 2: 2400, 3: 4800, ...JDY31_RATES }, [
  says(/^AT$/, '+OK\r\n'),
  [
    /^AT\+NAME([\x20-\x7e]{1,18})$/,
    (module, name) => {
      module.setAtPowerOn({ name });
      return '+OK\r\n';
    },
  ],
  reset,
]);
