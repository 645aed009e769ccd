import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** Where onair keeps the settings and the state of its user (XDG base directories). */
export interface UserFolders {
  readonly XDG_CONFIG_HOME: string;
  readonly XDG_STATE_HOME: string;
}

/** Both inside one folder. */
export const foldersIn = (folder: string): UserFolders => ({
  XDG_CONFIG_HOME: join(folder, 'config'),
  XDG_STATE_HOME: join(folder, 'state'),
});

/** Empty ones for one test, removed with it: it neither reads nor changes those of whoever runs it. */
export function ownFolders(t: ExecutionContext): UserFolders {
  const folder = mkdtempSync(join(tmpdir(), 'onair-home-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return foldersIn(folder);
}
