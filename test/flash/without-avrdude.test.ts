import { delimiter } from 'node:path';
import test from 'ava';
import { run, words } from '../cli/run.js';
import { BootBoard, UNO } from './boot-board.js';
import { errorOf, shown } from './documents.js';

/** A computer without any of the programs. */
test.serial.before(() => {
  process.env.PATH = ['/nowhere', '/nothing'].join(delimiter);
});

test.serial('without avrdude: every other way is shown, and the port is not touched', async (t) => {
  const board = await BootBoard.serve(UNO);
  t.teardown(() => board.close());
  const ran = await run(words(`firmware flash --port ${board.port} --board uno --yes --json`));
  t.is(ran.code, 2, ran.stdout);
  t.is(errorOf(ran).code, 'no-program');
  t.regex(errorOf(ran).hint, /install.*Arduino IDE.*arduino-cli upload --fqbn arduino:avr:uno/);
  t.deepEqual(board.heard, []);
});

test.serial('without avrdude --dry-run still shows the command line, and says what is missing', async (t) => {
  const board = await BootBoard.serve(UNO);
  t.teardown(() => board.close());
  const { code, stdout, stderr } = await run(
    words(`firmware flash --port ${board.port} --board uno --dry-run`),
  );
  t.is(code, 0);
  t.regex(stdout, /command +avrdude -p atmega328p/);
  t.regex(stderr, /avrdude is not installed/);
});

test.serial('build without a compiler: the packages and the line that installs them', async (t) => {
  const env = { PATH: '/nowhere', CORE: '/nowhere' };
  const ran = await run(words('firmware build --board uno --out /nowhere/at/all --json'), { env });
  t.is(ran.code, 2);
  t.is(errorOf(ran).code, 'no-program');
  t.deepEqual(shown(ran, 'error', 'details').missing, ['gcc-avr', 'avr-libc', 'arduino-core-avr']);
  t.regex(errorOf(ran).hint, /sudo apt install gcc-avr avr-libc arduino-core-avr/);
});
