import test from 'ava';
import type { Clock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { untilEnough } from '../../../host/cli/port/until-enough.js';
import type { Io } from '../../../host/cli/terminal/io.js';
import { ManualClock } from '../../link/manual-clock.js';

const ioWith = (clock: Clock, signal: AbortSignal): Io => ({ clock, signal }) as unknown as Io;
const until = (end: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => end.addEventListener('abort', () => reject(new Error('stopped'))));

test('while it waits there is a timer: a program without one ends in silence', async (t) => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const waiting = untilEnough(ioWith(clock, stop.signal), stop.signal, undefined, ({ end }) => until(end));
  for (let hour = 0; hour < 24; hour++) {
    t.true(clock.pending > 0);
    clock.run((hour + 1) * 3_600_000);
  }
  stop.abort();
  await waiting;
  t.is(clock.pending, 0);
});

test('enough, time and Ctrl-C are ordinary ends; a timeout and other errors are not', async (t) => {
  const clock = new ManualClock();
  const none = new AbortController().signal;
  await untilEnough(ioWith(clock, none), none, undefined, ({ end, enough }) => {
    const waiting = until(end);
    enough();
    return waiting;
  });
  const timed = untilEnough(ioWith(clock, none), none, 5000, ({ end }) => until(end));
  clock.run(clock.now() + 5000);
  await timed;
  const limit = new AbortController();
  const late = untilEnough(ioWith(clock, none), limit.signal, undefined, ({ end }) => until(end));
  limit.abort();
  await t.throwsAsync(late, { message: 'stopped' });
  const lost = new OnairError('port-lost', { message: 'gone', hint: 'plug it in' });
  await t.throwsAsync(
    untilEnough(ioWith(clock, none), none, undefined, () => Promise.reject(lost)),
    { is: lost },
  );
  t.is(clock.pending, 0);
});
