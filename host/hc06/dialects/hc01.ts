import { PROMPT_SILENCE } from '../dialogue/framing.js';
import type { Dialect } from './dialect.js';
import { silentCommands } from './silent.js';

const ROLE_LETTERS: Readonly<Record<string, string>> = { slave: 'S', master: 'M' };

/** ZS-040 boards, DSD TECH, the Proxmark add-on: reports `hc01.comV2.0`, takes the linvor commands and ROLE and LED. */
export const hc01: Dialect = {
  ...silentCommands,
  framing: PROMPT_SILENCE,
  id: 'hc01',
  title: 'hc01.com V2.0',
  version: /hc01\.com\s*V?(\d+\.\d+)/i,
  settings: {
    ...silentCommands.settings,
    role: {
      ways: [
        {
          command: (role) => `AT+ROLE=${ROLE_LETTERS[role]}`,
          confirms: (role) => new RegExp(`OK\\+ROLE:${ROLE_LETTERS[role]}`, 'i'),
        },
      ],
      takesEffect: 'immediately',
      remark: 'a master waits for nobody, a phone finds a slave only; a master may not tell its version',
    },
    led: {
      ways: [
        {
          command: (led) => `AT+LED${led === 'on' ? 1 : 0}`,
          confirms: (led) => new RegExp(`LED ${led}`, 'i'), // without OK
        },
      ],
      takesEffect: 'immediately',
    },
  },
  confidence: 'several',
  sources: [
    'RfidResearchGroup/proxmark3 doc/uart_notes.md and client/src/cmdusart.c',
    'dennistreysa/HC-06-BT',
  ],
};
