import test from 'ava';
import { testFiles } from './ava.js';
import { durationMs, readOutcome } from './outcome.js';
import { SUITES } from './parts.js';

test('every test file runs in one part; those of the sketch run on the other boards too', (t) => {
  const parts = Object.values(SUITES).flat();
  const [other, own] = [parts.filter(({ env }) => env), parts.filter(({ env }) => !env)];
  for (const file of testFiles()) t.is(own.filter(({ has }) => has(file)).length, 1, file);
  const ofSketch = testFiles().filter((file) => /^(deep\/)?failsafe\//.test(file));
  t.true(ofSketch.length > 10);
  const runs = (board: string) =>
    testFiles().filter((file) =>
      other.some(({ env, has }) => env?.ONAIR_FAILSAFE_BOARD === board && has(file)),
    );
  t.deepEqual(runs('mega'), ofSketch);
  t.deepEqual(
    ofSketch.filter((file) => !runs('nano').includes(file)),
    ['fuzz', 'lease/full-table', 'lease/states'].map((name) => `deep/failsafe/${name}.test.js`),
    'the Nano has the chip of the Uno',
  );
});

test('counts and times are read from what AVA says, also in plainer marks and in color', (t) => {
  const output = `
  ✔ packet › kiss › a frame (1m 2.5s)
  \u001b[32m✔\u001b[39m packet › kiss › another\u001b[90m (345ms)\u001b[39m
  √ packet › kiss › on a plain terminal
  - [skip] peers › rigctl (needs rigctl)
    ℹ ✔ no test: a log line of one
  -   'no test: what a failed comparison lacks',
  ✘ [fail]: link › serve › what failed (2s) Error thrown in test
  ✘ dist/test/packet/nmea.test.js exited with a non-zero exit code: 1
  ─

  3 tests passed
  1 test failed
`;
  const { passed, failed, skipped, timed } = readOutcome(output);
  t.is(passed, 3);
  t.deepEqual(skipped, ['peers › rigctl (needs rigctl)']);
  t.deepEqual(failed, [
    '[fail]: link › serve › what failed (2s) Error thrown in test',
    'dist/test/packet/nmea.test.js exited with a non-zero exit code: 1',
  ]);
  t.deepEqual(
    timed.map(({ ms }) => ms),
    [62_500, 345],
  );
});

test('a duration of AVA’s is a number of milliseconds', (t) => {
  t.is(durationMs('345ms'), 345);
  t.is(durationMs('1.2s'), 1200);
  t.is(durationMs('1h 2m 3s'), 3_723_000);
});

test('nothing is passed where nothing ran', (t) => {
  t.deepEqual(readOutcome(''), { passed: 0, failed: [], skipped: [], timed: [] });
});
