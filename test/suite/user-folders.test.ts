import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { PartFolders } from './user-folders.js';

test('what onair leaves in the folders of a part is found; what a browser leaves is not', (t) => {
  const folders = new PartFolders();
  const { XDG_CONFIG_HOME, XDG_STATE_HOME } = folders.env;
  for (const folder of [XDG_CONFIG_HOME, XDG_STATE_HOME]) t.true(existsSync(folder));
  t.deepEqual(folders.left(), []);
  mkdirSync(join(XDG_CONFIG_HOME, 'chromium'));
  writeFileSync(join(XDG_CONFIG_HOME, 'chromium', 'settings.dat'), '');
  t.deepEqual(folders.left(), []);
  mkdirSync(join(XDG_STATE_HOME, 'onair'));
  writeFileSync(join(XDG_STATE_HOME, 'onair', 'air-history.ndjson'), '');
  t.deepEqual(folders.left(), [join('state', 'onair', 'air-history.ndjson')]);
  folders.remove();
  t.false(existsSync(dirname(XDG_STATE_HOME)));
});
