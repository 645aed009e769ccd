import type { Dialect } from './dialect.js';
import { LINVOR_CODES, NAME_REMARK, silentBaud, silentCommands } from './silent.js';

/** Codes 2 to 9 of the linvor table. */
const CODES: ReadonlyMap<number, string> = new Map(
  [...LINVOR_CODES].filter(([rate]) => rate >= 2400 && rate <= 230_400),
);

/** HC-09: takes the linvor commands, with fewer rates and no parity, and confirms a name with the name itself. */
export const hc09: Dialect = {
  ...silentCommands,
  id: 'hc09',
  title: 'HC-09',
  version: /HC-?09\S*/i,
  settings: {
    name: {
      ways: [{ command: (name) => `AT+NAME${name}`, confirms: () => /OK/i }],
      takesEffect: 'immediately',
      remark: NAME_REMARK,
    },
    pin: silentCommands.settings.pin,
    baud: silentBaud(CODES),
  },
  baudCodes: CODES,
  remarks: ['an HC-09 needs about 7 s after power-up before it answers'],
  confidence: 'one',
  sources: ['blogpower.cl, page on the HC-09'],
};
