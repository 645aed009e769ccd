import test from 'ava';
import five from 'johnny-five';
import { ratiometric } from '../../../firmware/air-up/cycle/job/job.js';
import { reportOf } from '../../../firmware/air-up/cycle/job/report.js';
import { bundledPins, loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { inVirtualTime } from '../../virtual-time.js';
import { jobOf, Rig, withBoard } from './rig.js';

test.serial('one tire to its target', async (t) => {
  await withBoard('psi=25', async (rig) => {
    const state = await rig.run(jobOf({ FL: 28 }));
    t.like(reportOf(state), { stopReason: 'done' });
    const { psi } = rig.device.truth().tires[0] ?? { psi: 0 };
    t.true(Math.abs(psi - 28) < 0.6, `${psi}`);
    t.deepEqual(rig.on, []);
    t.deepEqual(rig.misdeeds, []);
    t.true(rig.highs('fill valve of hose') > 0);
    t.true(rig.highs('pump relay') > 0);
    t.is(rig.highs('vent valve of hose'), 0);
    t.true(rig.reports.some(({ kind, text }) => kind === 'valve' && text === 'fill valve of hose opened'));
  });
});

test.serial('down to a target', async (t) => {
  await withBoard('psi=30', async (rig) => {
    const state = await rig.run(jobOf({ FL: 25 }, { kind: 'deflate' }));
    t.like(reportOf(state), { stopReason: 'done' });
    t.true(Math.abs((rig.device.truth().tires[0]?.psi ?? 0) - 25) < 0.6);
    t.is(rig.highs('pump relay'), 0);
    t.is(rig.highs('fill valve of hose'), 0);
    t.deepEqual(rig.misdeeds, []);
  });
});

test.serial('two tires: somebody moves the hose when the buzzer calls', async (t) => {
  await withBoard('tires=FL=25,FR=24', async (rig) => {
    const state = await rig.run(jobOf({ FL: 28, FR: 27 }));
    t.like(reportOf(state), { stopReason: 'done', tires: [{ outcome: 'done' }, { outcome: 'done' }] });
    const hoses = rig.reports.filter(({ kind }) => kind === 'hose').map(({ text }) => text);
    t.deepEqual(hoses, ['hose taken off', 'hose put on FR']);
    t.true(Math.abs((rig.device.truth().tires[1]?.psi ?? 0) - 27) < 0.8);
    t.deepEqual(rig.misdeeds, []);
  });
});

test.serial('four outlets: a manifold fills one after another', async (t) => {
  const pins = loadPins(bundledPins('manifold'));
  const tires = { FL: 22, FR: 22, RL: 23, RR: 23 };
  const outlets = Object.keys(tires).map((_, index) => ({
    hasVent: true,
    sensor: ratiometric(150),
    tires: [index],
  }));
  await withBoard(
    'manifold=yes&psi=20',
    async (rig) => {
      const state = await rig.run(jobOf(tires, { outlets }));
      t.like(reportOf(state), { stopReason: 'done' });
      for (const { name, psi } of rig.device.truth().tires)
        t.true(Math.abs(psi - (tires[name as keyof typeof tires] ?? 0)) < 0.6, `${name}: ${psi}`);
      t.deepEqual(rig.misdeeds, []);
    },
    pins,
  );
});

test.serial('two runs one after another, each on its own link', async (t) => {
  await inVirtualTime(async () => {
    for (const target of [27, 28]) {
      const rig = new Rig(`psi=26`);
      t.like(reportOf(await rig.run(jobOf({ FL: target }))), { stopReason: 'done' });
      t.deepEqual(rig.misdeeds, []);
      t.is(rig.link.listenerCount('data'), 0);
      t.is((five.Board as unknown as { readonly cache: unknown[] }).cache.length, 0);
      await rig.link.close();
    }
  });
});

test.serial('two runs one after another on one link', async (t) => {
  await withBoard('psi=26', async (rig) => {
    t.like(reportOf(await rig.run(jobOf({ FL: 27 }))), { stopReason: 'done' });
    t.like(reportOf(await rig.run(jobOf({ FL: 28 }))), { stopReason: 'done' });
    t.deepEqual(rig.misdeeds, []);
    t.is(rig.link.listenerCount('data'), 0);
  });
});

test.serial('a board that nobody listens to any more is silent, and nothing is written to it', async (t) => {
  await withBoard('psi=27.8', async (rig) => {
    await rig.run(jobOf({ FL: 28 }));
    await rig.clock.sleep(100); // what is on the wire arrives
    const before = { written: rig.written.length, heard: 0 };
    rig.link.on('data', () => before.heard++);
    await rig.clock.sleep(3000);
    t.is(rig.written.length, before.written);
    t.is(before.heard, 0);
  });
});

test.serial(
  'a board whose LED and outputs were left HIGH is LOW before it has answered anything',
  async (t) => {
    await withBoard('psi=25', async (rig) => {
      await rig.link.send(Buffer.from([0xf4, 4, 1, 0xf4, 6, 1, 0x90, 0x50, 0]));
      await rig.clock.sleep(50);
      t.deepEqual(rig.on, ['fill valve of hose', 'pump relay']);
      let answered = false;
      rig.link.once('data', () => {
        answered = true;
      });
      const run = rig.run(jobOf({ FL: 26 }));
      while (rig.on.length > 0) await rig.clock.sleep(1);
      t.false(answered);
      await run;
      t.deepEqual(rig.on, []);
    });
  },
);

test.serial('reports are asked for at 20 ms or less, and every step sees fresh ones', async (t) => {
  await withBoard('psi=26', async (rig) => {
    const steps: number[] = [];
    await rig.run(jobOf({ FL: 27 }), { onStep: () => steps.push(rig.clock.now()) });
    const gaps = steps.slice(2).map((at, index) => at - (steps[index + 1] ?? at));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    t.true(mean <= 20 && mean > 10, `${mean}`);
  });
});
