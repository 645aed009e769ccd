import test from 'ava';
import { Restraint } from '../../host/kiss-server/restraint.js';
import { ManualClock } from '../link/manual-clock.js';

test('five in a second are reported, the rest is counted and reported with the first of the next second', (t) => {
  const clock = new ManualClock();
  const restraint = new Restraint(clock);
  const say = (times: number) => Array.from({ length: times }, () => restraint.next());
  t.deepEqual(say(8), [0, 0, 0, 0, 0, undefined, undefined, undefined]);
  clock.run(999);
  t.is(restraint.next(), undefined);
  clock.run(1000);
  t.deepEqual(say(6), [4, 0, 0, 0, 0, undefined]);
  clock.run(2000);
  t.deepEqual(say(2), [1, 0]);
});
