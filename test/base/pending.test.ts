import { getEventListeners } from 'node:events';
import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { type Pending, pending } from '../../host/base/pending.js';
import { ManualClock } from '../link/manual-clock.js';

/** A wait that is begun, what it holds, and how often its listeners were taken off. */
function begun() {
  const clock = new ManualClock();
  const stop = new AbortController();
  const seen = { released: 0 };
  let wait: Pending<string> | undefined;
  const answer = pending<string>(clock, stop.signal, (begun) => {
    wait = begun;
    begun.after(100, () => begun.resolve('deadline'));
    return () => {
      seen.released++;
    };
  });
  if (!wait) throw new Error('it did not begin');
  const held = (): number => clock.pending + getEventListeners(stop.signal, 'abort').length;
  return { clock, stop, seen, wait, answer, held };
}

test('an answer settles it once, and nothing of it is left', async (t) => {
  const { clock, stop, seen, wait, answer, held } = begun();
  t.is(held(), 2);
  wait.resolve('first');
  t.is(held(), 0);
  wait.resolve('second');
  wait.reject(new Error('late'));
  wait.after(5, () => t.fail('a timer of a wait that is over'));
  clock.run();
  stop.abort();
  t.is(await answer, 'first');
  t.is(seen.released, 1);
});

test('the deadline settles it, on the clock that was passed in', async (t) => {
  const { clock, seen, answer, held } = begun();
  clock.run(99);
  t.is(seen.released, 0);
  clock.run(100);
  t.is(await answer, 'deadline');
  t.is(held(), 0);
});

test('a new timer replaces the last', async (t) => {
  const { clock, wait, answer } = begun();
  wait.after(500, () => wait.resolve('longer'));
  clock.run();
  t.is(await answer, 'longer');
  t.is(clock.now(), 500);
});

test('an abort ends it with the reason of its signal, one before it keeps it from beginning', async (t) => {
  const { stop, seen, answer, held } = begun();
  stop.abort(new OnairError('port-lost', { message: 'gone', hint: 'plug it in' }));
  t.is((await t.throwsAsync<OnairError>(answer)).code, 'port-lost');
  t.is(held(), 0);
  t.is(seen.released, 1);
  const never = pending(new ManualClock(), AbortSignal.abort(), () => t.fail('it began') as never);
  t.is((await t.throwsAsync<OnairError>(never)).code, 'interrupted');
});

test('what is answered while it begins takes its listeners off too', async (t) => {
  let released = 0;
  const answer = pending<string>(new ManualClock(), undefined, (wait) => {
    wait.resolve('at once');
    return () => {
      released++;
    };
  });
  t.is(released, 1);
  t.is(await answer, 'at once');
});

test('a failure rejects it', async (t) => {
  const { wait, answer } = begun();
  wait.reject(new Error('no'));
  await t.throwsAsync(answer, { message: 'no' });
});
