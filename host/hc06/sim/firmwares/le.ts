import { type CommandRule, type Firmware, says } from '../firmware.js';

const start = {
  commandEnd: 'cr-lf',
  answerMs: 30,
  name: 'HC-06',
  pin: '123456',
} as const;

const known: readonly CommandRule[] = [says(/^AT$/, 'OK\r\n'), says(/^AT\+VERSION$/, 'hc06V2.3_le\r\n')];

/** hc06V2.3_le as baijiazheng describes it: the name shows after a power cycle. */
export const leBare: Firmware = {
  ...start,
  rules: [
    ...known,
    [/^AT\+NAME$/, ({ name }) => `${name}\r\n`],
    [
      /^AT\+NAME([\x20-\x7e]{1,20})$/,
      (module, name) => {
        module.setAtPowerOn({ name });
        return 'OKsetname\r\n';
      },
    ],
  ],
};

/** hc06V2.3_le as the other user describes it: an equals sign in every command. */
export const leEquals: Firmware = {
  ...start,
  rules: [
    ...known,
    says(/^AT\+NAME[^=]/, 'ERROR\r\n'), // assumed: the source does not show how it rejects the other form
    [
      /^AT\+NAME=([\x20-\x7e]{1,20})$/,
      (module, name) => {
        module.set({ name });
        return `OK+NAME:${name}\r\n`;
      },
    ],
    [
      /^AT\+PIN=(\d{6})$/,
      (module, pin) => {
        module.set({ pin });
        return `OK+PIN:${pin}\r\n`;
      },
    ],
    [
      /^AT\+ROLE=([SM])$/,
      (module, letter) => {
        module.set({ role: letter === 'M' ? 'master' : 'slave' });
        return `OK+ROLE:${letter}\r\n`;
      },
    ],
    says(/^AT\+RESET$/, 'OK+RESET\r\n'),
  ],
};
