import test from 'ava';
import { readFuzzRun } from './fuzz-run.js';

const FILES = ['packet-kiss'];
const read = (...argv: string[]) => readFuzzRun(argv, FILES, 1_790_000_000_123);

test('ten minutes and a seed of the time, unless others are given', (t) => {
  t.deepEqual(read(), { minutes: 10, firstSeed: 123, file: undefined });
  t.deepEqual(read('--minutes', '0.5', '--seed', '7'), { minutes: 0.5, firstSeed: 7, file: undefined });
  t.deepEqual(read('--seed', '7', 'packet-kiss'), { minutes: 0, firstSeed: 7, file: 'packet-kiss' });
  t.like(read('--minutes', '1', 'packet-kiss'), { minutes: 1, file: 'packet-kiss' });
});

for (const argv of [
  '--minutes 0',
  '--minutes=-1',
  '--minutes abc',
  '--minutes 1,5',
  '--minutes Infinity',
  '--minutes 1e9',
  '--minute 1',
  '--help',
  '5',
  '--seed 1.5',
  '--seed=-1',
  '--seed=',
  'packet-kiss packet-kiss',
]) {
  test(`${argv}: what is wrong is said`, (t) => {
    const error = t.throws(() => read(...argv.split(' ')));
    t.true((error?.message.length ?? 0) > 10);
  });
}
