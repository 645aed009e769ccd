import type { Dialect } from '../dialect.js';
import { silentCommands } from './silent.js';

/** ZS-040 boards, DSD TECH, the Proxmark add-on: says `hc01.comV2.0`, speaks linvor plus ROLE and LED. */
export const hc01: Dialect = {
  ...silentCommands,
  id: 'hc01',
  title: 'hc01.com V2.0',
  version: /hc01\.com\s*V?(\d+\.\d+)/i,
  confidence: 'several sources',
  sources: [
    'RfidResearchGroup/proxmark3 doc/uart_notes.md and client/src/cmdusart.c',
    'dennistreysa/HC-06-BT',
  ],
};
