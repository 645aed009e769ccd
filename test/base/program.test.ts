import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { programOf } from '../../host/base/node/program.js';

const proc = mkdtempSync(join(tmpdir(), 'onair-proc-'));
test.after.always(() => rm(proc, { recursive: true, force: true }));

/** A process as Linux shows it. */
function processOf(pid: number, comm: string, ...words: readonly string[]): string {
  const folder = join(proc, String(pid));
  mkdirSync(folder);
  writeFileSync(join(folder, 'comm'), `${comm}\n`);
  writeFileSync(join(folder, 'cmdline'), words.map((word) => `${word}\0`).join(''));
  return programOf(pid, proc);
}

test('a program is named by its command; of ours noun and verb, and no PIN', (t) => {
  t.is(processOf(1, 'minicom', 'minicom', '-D', '/dev/ttyUSB0'), 'minicom (process 1)');
  t.is(
    processOf(2, 'node', 'node', '/opt/onair.js', 'hc06', 'set', '--pin', '4321'),
    'onair hc06 set (process 2)',
  );
  t.is(processOf(3, 'node', '/usr/bin/node', '/usr/bin/onair', 'ports'), 'onair ports (process 3)');
  t.is(processOf(4, 'node', 'node', '--import', '/opt/onair.js', '--pin', '4321'), 'onair (process 4)');
  t.is(processOf(5, 'evil\u001b[31m', 'x'), 'evil\\x1b[31m (process 5)');
  t.is(programOf(6, proc), 'a program (process 6)');
});
