import test from 'ava';
import { SteppedClock } from '../../stepped-clock.js';
import { run } from '../run.js';

const APP = ['app', '--listen', '127.0.0.1:0'];

test('onair app --radio asks before it does anything, and transmits only with a call sign of your own', async (t) => {
  const radio = [...APP, '--radio', 'sim:tm-d700'];
  const asked = await run(radio, { answer: false });
  t.regex(asked.asked.join(), /Bring the Kenwood TM-D700 into KISS, and share it with phones\?$/);
  t.deepEqual([asked.code, asked.stdout], [130, '']);
  const transmitting = await run([...radio, '--transmit', '--call', 'w1aw'], { answer: false });
  t.regex(transmitting.asked.join(), /They may transmit as W1AW\./);
  for (const [more, says] of [
    [['--transmit', '--yes'], /no callsign is set/],
    [['--transmit', '--call', 'N0CALL', '--yes'], /N0CALL/],
    [['--call', 'W1AW', '--yes'], /add --transmit/],
    [['--model', 'tm-d7000', '--yes'], /tm-d700/],
  ] as const) {
    const { code, stdout, stderr } = await run([...radio, ...more]);
    t.deepEqual([code, stdout], [2, ''], more.join(' '));
    t.regex(stderr, says);
  }
  const json = await run([...radio, '--json']);
  t.is(json.code, 2);
  t.regex(json.stdout, /needs-yes/);
  const none = await run([...APP, '--transmit', '--call', 'W1AW']);
  t.is(none.code, 2);
  t.regex(none.stderr, /--radio PORT/);
  t.is((await run([...APP, '--radio', 'sim:tm-d7000', '--yes'])).code, 2);
});

test('onair app --lan --radio shows address and code, brings the radio into KISS, and back at Ctrl-C', async (t) => {
  const clock = new SteppedClock();
  const controller = new AbortController();
  let shown = '';
  let isOver = false;
  const line = ['app', '--lan', '--listen', ':0', '--radio', 'sim:tm-d700', '--yes'];
  const running = run(line, {
    clock,
    signal: controller.signal,
    onOutput: (soFar) => {
      shown = soFar;
    },
  }).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await clock.pass(100);
    if (shown.includes('is in KISS')) controller.abort();
  }
  const { code, stdout, stderr } = await running;
  t.is(code, 0, stderr);
  t.regex(
    stdout,
    /^open http:\/\/\S+ on a phone in the same Wi-Fi; stop with Ctrl-C\ncode for the next phone: \d{3} \d{3}\n/,
  );
  t.regex(stderr, /bringing the radio back/);
  t.regex(stderr, /TNC left KISS/);
});
