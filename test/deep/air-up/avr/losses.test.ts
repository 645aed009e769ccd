import test from 'ava';
import { filling, HOST_GONE, LOSSES, shutsAfter } from '../../../air-up/avr/losses.js';
import { inTheLoop } from '../../../air-up/avr/rig.js';

for (const loss of LOSSES.filter((each) => each !== HOST_GONE)) {
  test.serial(`all valves shut by themselves when ${loss.title}`, (t) => shutsAfter(t, loss));
}

test.serial('Ctrl-C shuts everything before the program ends', (t) =>
  inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
    await filling(loop);
    loop.abort.abort();
    const start = loop.uno.nowMs;
    await loop.until('shut', () => loop.fill === 'low' && loop.relay === 'low', 100);
    t.true(loop.uno.nowMs - start < 100);
  }),
);

test.serial('a host that hangs for a second and comes back finds a trip, and stops', (t) =>
  inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
    await filling(loop);
    loop.withoutHost(1000);
    t.is(loop.fill, 'low');
    await loop.until('the fault', () => loop.events.some(({ kind }) => kind === 'fault'), 2000);
    t.is(loop.fill, 'low');
  }),
);
