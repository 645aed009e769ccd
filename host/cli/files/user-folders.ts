import { join } from 'node:path';
import type { Io } from '../terminal/io.js';

/** Folder of the user's settings, by the XDG base directories: an empty variable counts as none. */
export function configFolder({ env }: Pick<Io, 'env'>): string | undefined {
  return folderOf(env.XDG_CONFIG_HOME, env.HOME || env.USERPROFILE, '.config');
}

/** Folder of what onair keeps from run to run, by the same rules; undefined without a home. */
export function stateFolder({ env }: Pick<Io, 'env'>): string | undefined {
  return folderOf(env.XDG_STATE_HOME, env.HOME, join('.local', 'state'));
}

function folderOf(given: string | undefined, home: string | undefined, usual: string): string | undefined {
  const base = given || (home && join(home, usual));
  return base ? join(base, 'onair') : undefined;
}
