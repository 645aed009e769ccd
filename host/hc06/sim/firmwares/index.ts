import type { Firmware } from '../firmware.js';
import { cc41a, mltBt05 } from './ble.js';
import { bc04b, bc04bShifted, bt04a, bt06 } from './bolutek.js';
import { jdy30, jdy31, jdy33 } from './jdy.js';
import { leBare, leEquals } from './le.js';
import { dxSmart, hc01, hc09, linvor15, linvor18 } from './silent.js';
import { v3 } from './v3.js';

/** Firmwares that can be simulated. */
export const FIRMWARES = {
  'linvor-1.5': linvor15,
  'linvor-1.8': linvor18,
  'hc01-2.0': hc01,
  'dx-smart-2.0': dxSmart,
  'hc-09': hc09,
  'v3.0': v3,
  'le-2.3': leBare,
  'le-2.3-equals': leEquals,
  'jdy-30': jdy30,
  'jdy-31': jdy31,
  'jdy-33': jdy33,
  'bc04-b': bc04b,
  'bc04-b-shifted': bc04bShifted,
  'bt-06': bt06,
  'bt04-a': bt04a,
  'mlt-bt05': mltBt05,
  'cc41-a': cc41a,
} as const satisfies Readonly<Record<string, Firmware>>;

export type FirmwareName = keyof typeof FIRMWARES;
