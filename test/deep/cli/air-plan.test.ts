import test from 'ava';
import { type Json, of } from '../../cli/json.js';
import { run, words } from '../../cli/run.js';

const air = (line: string) => run(['air', ...words(line)]);

test('a plan goes down where the pressures say so, and counts the way', async (t) => {
  const plan = async (line: string): Promise<Json> =>
    (await air(`plan --vehicle example:jeep --json ${line}`)).documents[0] ?? {};
  const down = await plan('--preset trail --from street --vent --walk 40s');
  t.is(down.kind, 'deflate');
  const [way] = down.ways as Json[];
  t.is(way?.walks, 5);
  t.is(way?.walkMs, 200_000);
  t.is(of(way, 'pump').starts, 0);
  t.is((await plan('--preset jeep --from trail --vent')).kind, 'inflate');
  t.is((await plan('--tire FL=12 --from 38 --vent')).kind, 'deflate');
  const slow = await plan('--tire FL=30 FR=30 --from 28 --walk 60s');
  const quick = await plan('--tire FL=30 FR=30 --from 28 --walk 10s');
  const ms = (trip: Json): number => Number(of(trip, 'ways', 0).simulatedMs);
  t.true(ms(slow) - ms(quick) > 45_000, `${ms(slow)} ${ms(quick)}`);
});
