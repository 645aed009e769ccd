import type { Dialect } from '../dialect.js';
import { bolutek } from './bolutek.js';
import { hc01 } from './hc01.js';
import { hc09 } from './hc09.js';
import { jdy31, jdy33 } from './jdy.js';
import { le } from './le.js';
import { linvor } from './linvor.js';
import { presumed } from './presumed.js';
import { v3 } from './v3.js';

/** Every dialect that can be configured; the first whose `version` matches is taken. */
export const DIALECTS: readonly Dialect[] = [linvor, hc01, v3, jdy31, jdy33, bolutek, le, presumed, hc09];

/** The dialect of a module that said this to `AT+VERSION`. */
export function dialectOf(answer: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.version.test(answer));
}

/** Families sold under the same name that are no serial-port Bluetooth at all: refused by name. */
const REFUSED_FAMILIES: readonly { readonly says: RegExp; readonly title: string }[] = [
  {
    says: /MLT-BT-?05|BT-?05|AT-09|Bluetooth V[45]\.|V[45]\.\d LE/i,
    title: 'a BLE module: phones do not see a serial port on it',
  },
];

/** The name of a family that is recognized and can't be an HC-06. */
export function otherFamily(answer: string): string | undefined {
  if (dialectOf(answer)) return undefined;
  return REFUSED_FAMILIES.find((family) => family.says.test(answer))?.title;
}
