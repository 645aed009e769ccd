import type { Firmware } from '../firmware.js';
import { cc41a, hc08, hc42, hm10, mltBt05 } from './ble.js';
import { bc04b, bc04bShifted, bt04a, bt06 } from './bolutek.js';
import { jdy30, jdy31, jdy33, jdy33v223 } from './jdy.js';
import { leBare, leEquals } from './le.js';
import {
  espAt,
  espAt2,
  feasycom,
  getty,
  gps,
  grbl,
  jdy23,
  loraModem,
  lte,
  marlin,
  meter,
  modem,
  quectel,
  rn42,
  rn42Command,
  sensor,
  tnc,
  ubx,
} from './others.js';
import { btBoard, dxSmart, hc01, hc04, hc09, linvor15, linvor18, linvorOkName } from './silent.js';
import { hc05Mini, hc05OkOnly, hc05v20, hc05v21, hc05v40, obd, v3, v3Colon } from './v3.js';

/** Firmwares that can be simulated. */
export const FIRMWARES = {
  'linvor-1.5': linvor15,
  'linvor-1.8': linvor18,
  'linvor-ok-name': linvorOkName,
  'hc01-2.0': hc01,
  'dx-smart-2.0': dxSmart,
  'hc-09': hc09,
  'v3.0': v3,
  'v3.0-colon': v3Colon,
  'hc05-2.0': hc05v20,
  'hc05-2.1': hc05v21,
  'hc05-4.0': hc05v40,
  'hc05-mini': hc05Mini,
  'hc05-ok-only': hc05OkOnly,
  obd,
  'le-2.3': leBare,
  'le-2.3-equals': leEquals,
  'jdy-30': jdy30,
  'jdy-31': jdy31,
  'jdy-33': jdy33,
  'jdy-33-2.23': jdy33v223,
  'bc04-b': bc04b,
  'bc04-b-shifted': bc04bShifted,
  'bt-06': bt06,
  'bt04-a': bt04a,
  'mlt-bt05': mltBt05,
  'cc41-a': cc41a,
  'hm-10': hm10,
  'hc-08': hc08,
  'hc-42': hc42,
  'hc-04': hc04,
  'bt-board': btBoard,
  'esp-at': espAt,
  'esp-at-2': espAt2,
  quectel,
  lora: loraModem,
  meter,
  tnc,
  marlin,
  'jdy-23': jdy23,
  modem,
  lte,
  gps,
  ubx,
  sensor,
  grbl,
  getty,
  feasycom,
  'rn-42': rn42,
  'rn-42-cmd': rn42Command,
} as const satisfies Readonly<Record<string, Firmware>>;

/** Name of a simulated firmware: `sim:hc06?firmware=...`. */
export type FirmwareName = keyof typeof FIRMWARES;
