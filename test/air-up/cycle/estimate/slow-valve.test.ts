import test from 'ava';
import { DEFAULTS } from '../../../../firmware/air-up/plant/setup.js';
import { job, plantOf, Rig } from '../rig.js';

const shutsAfter = (closeDeadS: number): Rig => {
  const fillValve = { ...DEFAULTS.outlet.fillValve, closeDeadS };
  return new Rig(job(30), plantOf([15], 'hose', { outlets: [{ at: 0, fillValve }] })).start();
};

test('a valve that shuts up to 600 ms late ends well, and is called slow', (t) => {
  for (const closeDeadS of [0.02, 0.1, 0.25, 0.45, 0.6]) {
    const rig = shutsAfter(closeDeadS);
    t.is(rig.finish(), 'done', `${closeDeadS}: ${rig.log()}`);
    t.true(rig.highestPsi < 31.5, `${closeDeadS}: ${rig.highestPsi}`);
    t.true(Math.abs(rig.psi() - 30) < 1.5, `${closeDeadS}: ${rig.psi()}`);
    t.is(rig.count('slow-valve'), closeDeadS < 0.3 ? 0 : 1, `${closeDeadS}`);
  }
});
