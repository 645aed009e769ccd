import test from 'ava';
import { day, type Look } from './day/day.js';

/**
 * What is kept has a bound that is reached within the first half hour; the collector itself leaves some more or less.
 */
const MOST_GROWTH_BYTES = 1_500_000;

test('an hour of air-ups with twenty clients: all hear, memory stays flat, no tire above its limit', async (t) => {
  t.timeout(600_000);
  const looks: (Look & { readonly jobs: number })[] = [];
  await day({
    minutes: 60,
    clients: 20,
    lookEveryMinutes: 30,
    onLook: (look) => looks.push({ ...look, jobs: look.ledger.total }),
  });
  const [half, hour] = looks;
  if (!half || !hour) throw new Error('no looks');
  t.true(hour.jobs >= 8, `${hour.jobs} jobs`);
  t.true(hour.heardBytes > 3600 * 500, 'a state a second for each');
  const growth = hour.heapBytes - half.heapBytes;
  t.log(
    `${growth} bytes more after half an hour, ${hour.jobs} jobs: ${JSON.stringify([...hour.ledger.jobs])}`,
  );
  t.true(growth < MOST_GROWTH_BYTES, `${growth} bytes more after half an hour`);
  t.true(hour.ledger.overMax.psi <= 0, hour.ledger.overMax.where);
  t.deepEqual(hour.notes, []);
});
