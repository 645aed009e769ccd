import test from 'ava';
import { run, words } from '../../cli/run.js';
import { inVirtualTime } from '../../virtual-time.js';

/** Runs a command line against the simulated board, in virtual time. */
const air = async (line: string) => (await inVirtualTime(() => run(['air', ...words(line)]))).value;

test.serial('a leak test waits until the air is cool, then reports', async (t) => {
  const { code, stdout } = await air(
    'leak-test --port sim:air-up?psi=30&break=tire-leak=0.01@1 --tire FL --max 50',
  );
  t.is(code, 0);
  t.regex(stdout, /FL .*LEAKS/);
});
