import test from 'ava';
import { TimerSet } from '../../host/base/timer-set.js';
import { ManualClock } from '../link/manual-clock.js';

test('timers of a set run in time, end one by one or together, and leave those of others alone', (t) => {
  const clock = new ManualClock();
  const [set, other] = [new TimerSet(clock), new TimerSet(clock)];
  const ran: string[] = [];
  set.after(10, () => ran.push('first'));
  set.after(20, () => ran.push('canceled')).cancel();
  set.after(30, () => ran.push('late'));
  other.after(30, () => ran.push('other'));
  clock.run(20);
  t.deepEqual(ran, ['first']);
  set.cancelAll();
  clock.run(40);
  t.deepEqual(ran, ['first', 'other']);
});
