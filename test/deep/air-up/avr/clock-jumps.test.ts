import test from 'ava';
import { filling } from '../../../air-up/avr/losses.js';
import { inTheLoop } from '../../../air-up/avr/rig.js';
import { WallClock } from '../../../wall-clock.js';
import { attackLog } from '../../attacks/attack-log.js';

const HOUR_MS = 3_600_000;
/** Many leases; filling takes longer. */
const WATCHED_MS = 1500;
const note = attackLog('Clocks that jump by an hour');

for (const byMs of [HOUR_MS, -HOUR_MS]) {
  test.serial(
    `the clock on the wall jumps by ${byMs} ms: the leases on the chip are renewed as before`,
    (t) =>
      inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
        const wall = new WallClock();
        await wall.during(async () => {
          await filling(loop);
          const startMs = loop.uno.nowMs;
          wall.byMs = byMs;
          let wasShut = false;
          await loop.until('some leases later', () => {
            wasShut ||= loop.fill === 'low';
            return wasShut || loop.uno.nowMs - startMs >= WATCHED_MS;
          });
          t.false(wasShut, 'no lease ends');
          t.deepEqual(
            loop.events.filter(({ kind }) => kind === 'fault'),
            [],
          );
          loop.withoutHost(1000);
          t.is(loop.fill, 'low', 'and without the host it ends, as ever');
        });
        note(`wall ${byMs > 0 ? '+' : '-'}1 h`, 'leases on the chip', 'renewed; they end without the host');
      }),
  );
}
