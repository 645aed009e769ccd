import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { tmux } from '../../peers.js';
import { Terminal } from './setup/terminal.js';

const ONAIR = join(import.meta.dirname, '../../../host/cli/onair.js');
const CHAT = [ONAIR, 'aprs', 'chat', '--from', 'W1AW', '--port', 'sim:tm-d700?mode=kiss'];

function ownFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'onair-chat-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

(tmux ? test : test.skip)(
  'a chat in a terminal of 80 columns: asked once, typed, sent, and Ctrl-C leaves the terminal as it was (needs tmux)',
  async (t) => {
    const folder = ownFolder(t);
    const terminal = await Terminal.open(t, CHAT, { folder, env: { XDG_STATE_HOME: folder } });
    await terminal.until(/Transmit as W1AW[\s\S]*└$/);
    await terminal.type('y');
    await terminal.press('Enter');
    await terminal.until(/Ctrl-C ends\n>$/);
    await terminal.type('hello there');
    await terminal.press('Enter');
    await terminal.until(/not sent: to whom\? "hello" is no call sign[\s\S]*\n>$/);
    await terminal.type('/with N1AW');
    await terminal.press('Enter');
    await terminal.until(/\nN1AW>$/);
    await terminal.type('at the gatx');
    await terminal.press('BSpace', 'Left');
    await terminal.type('e');
    await terminal.until(/\nN1AW> at the gate$/);
    await terminal.press('Enter');
    await terminal.until(/to N1AW: at the gate\n(?:[\s\S]*\n)?N1AW>$/);
    await terminal.press('C-c');
    const ended = await terminal.until(/exit code \d+$/);
    t.regex(ended, /not acknowledged yet: 1\.[\s\S]*\nexit code 0$/);
    t.notRegex(ended, /^N1AW>/m);
    await terminal.type('echo $((6 * 7))'); // the terminal echoes again, and takes a line at a time
    await terminal.press('Enter');
    await terminal.until(/\necho \$\(\(6 \* 7\)\)\n42$/);
  },
);

test('lines of a pipe that stays open are sent as they come, and Ctrl-C ends it', async (t) => {
  const folder = ownFolder(t);
  const child = spawn(process.execPath, [...CHAT, '--yes'], {
    env: { ...process.env, XDG_STATE_HOME: folder },
  });
  t.teardown(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let said = '';
  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (pattern.test(said)) resolve();
      };
      child.stdout.on('data', look);
      child.on('exit', () => resolve());
      look();
    });
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  child.stdin.write('N1AW one\n');
  await says(/to N1AW: one/);
  child.stdin.write('K1ABC two\n');
  await says(/to K1ABC: two/);
  child.kill('SIGINT');
  const [code] = await ended;
  t.is(code, 6, said);
  t.regex(said, /to N1AW: one\n[\s\S]*to K1ABC: two\n/);
});
