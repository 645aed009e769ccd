import test from 'ava';
import { day, type Measured } from './day.js';

/** Everything that is kept has a bound: rings of events and samples are full within the first hours. */
const MOST_GROWTH_BYTES = 3_000_000;

test('three simulated hours with twenty clients: all hear, and memory stays flat', async (t) => {
  t.timeout(600_000);
  const measured: Measured[] = [];
  await day(3, 20, (hour) => measured.push(hour));
  const [first, , last] = measured;
  t.true((last?.heardBytes ?? 0) > 3 * 3600 * 20 * 500, 'a state a second for each');
  const growth = (last?.heapBytes ?? 0) - (first?.heapBytes ?? 0);
  t.true(growth < MOST_GROWTH_BYTES, `${growth} bytes more after two hours`);
});
