import { bolutek } from './bolutek.js';
import type { Dialect } from './dialect.js';
import { hc01 } from './hc01.js';
import { hc09 } from './hc09.js';
import { jdy31, jdy33 } from './jdy.js';
import { le } from './le.js';
import { linvor } from './linvor.js';
import { presumed } from './presumed.js';
import { v3 } from './v3.js';

/** Every dialect that can be configured; the first whose `version` matches is taken. */
export const DIALECTS: readonly Dialect[] = [v3, linvor, hc01, jdy31, jdy33, bolutek, le, presumed, hc09];

/** The dialect of a module that said this to `AT+VERSION`. */
export function dialectOf(answer: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.version.test(answer));
}
