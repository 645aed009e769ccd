import type { Dialect } from '../dialect.js';
import { hc01 } from './hc01.js';
import { linvor } from './linvor.js';

/** Every dialect that can be configured; the first whose `version` matches is taken. */
export const DIALECTS: readonly Dialect[] = [linvor, hc01];

/** The dialect of a module that said this to `AT+VERSION`. */
export function dialectOf(answer: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.version.test(answer));
}

/**
 * Families sold under the same name that end commands with CR LF or are no serial-port Bluetooth at all:
 * known by what they say, so that they are named instead of guessed at.
 */
const OTHER_FAMILIES: readonly { readonly says: RegExp; readonly title: string }[] = [
  { says: /VERSION:[23]/i, title: 'HC-06 firmware 2.x/3.x, which ends commands with CR LF' },
  { says: /JDY-3/i, title: 'a JDY-31/JDY-33, which ends commands with CR LF' },
  { says: /BOLUTEK/i, title: 'a Bolutek/SPP-C module, which ends commands with CR LF' },
  {
    says: /hc0[56]V[\d.]+_le|BT-?05|Bluetooth V[45]|V[45]\.\d LE/i,
    title: 'a BLE module: phones do not see a serial port on it',
  },
  {
    says: /HC-06-\d{8}|DX_smart|BT SPP V3/i,
    title: 'HC-06 firmware of which one source says that it takes the linvor commands',
  },
];

/** The name of a family that is recognized but not spoken yet. */
export function otherFamily(answer: string): string | undefined {
  return OTHER_FAMILIES.find((family) => family.says.test(answer))?.title;
}
