import test from 'ava';
import { job, plantOf, Rig } from '../rig.js';

test('a sensor that slips while air flows is noticed, and no tire passes its limit', (t) => {
  for (const slipPsi of [-8, -5, 5]) {
    const rig = new Rig(job(30), plantOf([15])).start();
    rig.run(60, () => rig.phase().kind === 'open' && (rig.state.outlets[0]?.fill.pulses ?? 0) > 1);
    rig.run(0.8);
    rig.spoil = (reading) => ({
      ...reading,
      outlets: reading.outlets.map((one) => one && { ...one, ratio: one.ratio + (slipPsi * 0.8) / 150 }),
    });
    t.is(rig.finish(), 'sensor-moved', `${slipPsi}: ${rig.log()}`);
    t.true(rig.highestPsi < 36);
  }
});
