import test from 'ava';
import five from 'johnny-five';
import { ratiometric } from '../../../firmware/air-up/cycle/job/job.js';
import { reportOf } from '../../../firmware/air-up/cycle/job/report.js';
import { bundledPins, loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { inVirtualTime } from '../../virtual-time.js';
import { Bench, jobOf, withBoard } from './rig.js';

test.serial('one tire to its target', async (t) => {
  await withBoard('psi=25', async (bench) => {
    const state = await bench.run(jobOf({ FL: 28 }));
    t.like(reportOf(state), { stopReason: 'done' });
    const { psi } = bench.device.truth().tires[0] ?? { psi: 0 };
    t.true(Math.abs(psi - 28) < 0.6, `${psi}`);
    t.deepEqual(bench.on, []);
    t.deepEqual(bench.misdeeds, []);
    t.true(bench.highs('fill valve of hose') > 0);
    t.true(bench.highs('pump relay') > 0);
    t.is(bench.highs('vent valve of hose'), 0);
    t.true(bench.reports.some(({ kind, text }) => kind === 'valve' && text === 'fill valve of hose opened'));
  });
});

test.serial('down to a target', async (t) => {
  await withBoard('psi=30', async (bench) => {
    const state = await bench.run(jobOf({ FL: 25 }, { kind: 'deflate' }));
    t.like(reportOf(state), { stopReason: 'done' });
    t.true(Math.abs((bench.device.truth().tires[0]?.psi ?? 0) - 25) < 0.6);
    t.is(bench.highs('pump relay'), 0);
    t.is(bench.highs('fill valve of hose'), 0);
    t.deepEqual(bench.misdeeds, []);
  });
});

test.serial('two tires: somebody moves the hose when the buzzer calls', async (t) => {
  await withBoard('tires=FL=25,FR=24', async (bench) => {
    const state = await bench.run(jobOf({ FL: 28, FR: 27 }));
    t.like(reportOf(state), { stopReason: 'done', tires: [{ outcome: 'done' }, { outcome: 'done' }] });
    const hoses = bench.reports.filter(({ kind }) => kind === 'hose').map(({ text }) => text);
    t.deepEqual(hoses, ['hose taken off', 'hose put on FR', 'hose taken off', 'hose put on FL']);
    // It has cooled for half a minute since it was done.
    t.true(Math.abs((bench.device.truth().tires[1]?.psi ?? 0) - 27) < 0.8);
    t.deepEqual(bench.misdeeds, []);
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
    async (bench) => {
      const state = await bench.run(jobOf(tires, { outlets }));
      t.like(reportOf(state), { stopReason: 'done' });
      for (const { name, psi } of bench.device.truth().tires)
        t.true(Math.abs(psi - (tires[name as keyof typeof tires] ?? 0)) < 0.6, `${name}: ${psi}`);
      t.deepEqual(bench.misdeeds, []);
    },
    pins,
  );
});

test.serial('two runs one after another, each on its own link', async (t) => {
  await inVirtualTime(async () => {
    for (const target of [27, 28]) {
      const bench = new Bench(`psi=26`);
      t.like(reportOf(await bench.run(jobOf({ FL: target }))), { stopReason: 'done' });
      t.deepEqual(bench.misdeeds, []);
      t.is(bench.link.listenerCount('data'), 0);
      t.is((five.Board as unknown as { readonly cache: unknown[] }).cache.length, 0);
      await bench.link.close();
    }
  });
});

test.serial('two runs one after another on one link', async (t) => {
  await withBoard('psi=26', async (bench) => {
    t.like(reportOf(await bench.run(jobOf({ FL: 27 }))), { stopReason: 'done' });
    t.like(reportOf(await bench.run(jobOf({ FL: 28 }))), { stopReason: 'done' });
    t.deepEqual(bench.misdeeds, []);
    t.is(bench.link.listenerCount('data'), 0);
  });
});

test.serial('a board that nobody listens to any more is silent, and nothing is written to it', async (t) => {
  await withBoard('psi=27.8', async (bench) => {
    await bench.run(jobOf({ FL: 28 }));
    await bench.clock.sleep(100); // what is on the wire arrives
    const before = { written: bench.written.length, heard: 0 };
    bench.link.on('data', () => before.heard++);
    await bench.clock.sleep(3000);
    t.is(bench.written.length, before.written);
    t.is(before.heard, 0);
  });
});

test.serial(
  'a board whose LED and outputs were left HIGH is LOW before it has answered anything',
  async (t) => {
    await withBoard('psi=25', async (bench) => {
      await bench.link.send(Buffer.from([0xf4, 4, 1, 0xf4, 6, 1, 0x90, 0x50, 0]));
      await bench.clock.sleep(50);
      t.deepEqual(bench.on, ['fill valve of hose', 'pump relay']);
      let answered = false;
      bench.link.once('data', () => {
        answered = true;
      });
      const run = bench.run(jobOf({ FL: 26 }));
      while (bench.on.length > 0) await bench.clock.sleep(1);
      t.false(answered);
      await run;
      t.deepEqual(bench.on, []);
    });
  },
);

test.serial('reports are asked for at 20 ms or less, and every step sees fresh ones', async (t) => {
  await withBoard('psi=26', async (bench) => {
    const steps: number[] = [];
    await bench.run(jobOf({ FL: 27 }), { onStep: () => steps.push(bench.clock.now()) });
    const gaps = steps.slice(2).map((at, index) => at - (steps[index + 1] ?? at));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    t.true(mean <= 20 && mean > 10, `${mean}`);
  });
});
