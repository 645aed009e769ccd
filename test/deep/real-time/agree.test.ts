import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { tmux } from '../../peers.js';
import { Terminal } from './setup/terminal.js';

const ONAIR = join(import.meta.dirname, '../../../host/cli/onair.js');
const inTerminal = tmux ? test : test.skip;
const ASKS = /Let air move\?[\s\S]*└$/;

inTerminal('no valve opens by a word that is not yes, nor by the emergency stop (needs tmux)', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-agree-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const argv = [ONAIR, 'air', 'inflate', '--port', 'sim:air-up', '--tire', 'FL=16', '--max', '50'];
  const terminal = await Terminal.open(t, argv, { folder, env: { XDG_STATE_HOME: folder } });
  for (const word of ['skip', 'kill', 'stop']) {
    await terminal.until(ASKS);
    await terminal.type(word);
    await terminal.press('Enter');
    await terminal.until(/y for yes, n or Enter for no/);
    await terminal.press('C-u');
  }
  await terminal.press('Space', 'Enter');
  t.regex(await terminal.until(/exit code \d+$/), /not done: nothing was changed[\s\S]*exit code 130$/);
});
