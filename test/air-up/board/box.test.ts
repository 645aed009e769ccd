import test from 'ava';
import type { Job } from '../../../firmware/air-up/cycle/job/job.js';
import { newCycle } from '../../../firmware/air-up/cycle/state.js';
import { bundledPins, loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { OnairError } from '../../../host/base/error.js';
import { type Bench, jobOf, withBoard } from './rig.js';

const JOBS = [
  { name: 'street', job: jobOf({ FL: 27 }) },
  { name: 'trail', job: jobOf({ FL: 24 }, { kind: 'deflate' }) },
];

/** Plays with a box; the signal ends it. */
async function withBox(query: string, act: (bench: Bench) => Promise<void>): Promise<Bench> {
  return withBoard(query, async (bench) => {
    const box = bench.box(JOBS);
    await bench.until('waiting');
    await act(bench);
    bench.abort.abort();
    await box;
    return bench;
  });
}

/** Lengths of the beeps so far. */
function beeps({ written }: Bench): number[] {
  const buzzer = written.filter(({ title }) => title === 'buzzer');
  const edges = buzzer.filter(({ high }, index) => high !== (buzzer[index - 1]?.high ?? false));
  return edges.flatMap(({ atMs, high }, index) =>
    high ? [] : [Math.round(atMs - (edges[index - 1]?.atMs ?? 0))],
  );
}

const isNear = (found: readonly number[], wanted: readonly number[]): boolean =>
  found.length === wanted.length && wanted.every((ms, index) => Math.abs(ms - (found[index] ?? 0)) < 15);

test.serial('start airs up a tire, and the buzzer says when it is done', async (t) => {
  await withBox('psi=26', async (bench) => {
    await bench.clock.sleep(3000);
    t.deepEqual(bench.on, [], 'nothing moves before start');
    bench.device.press('start');
    const state = await bench.until('ended');
    t.like(state.stage, { reason: 'done' });
    await bench.clock.sleep(2000);
    t.true(isNear(beeps(bench), [150, 150, 500]), `${beeps(bench)}`);
    t.true(Math.abs((bench.device.truth().tires[0]?.psi ?? 0) - 27) < 0.6);
    t.deepEqual(bench.misdeeds, []);
    bench.device.press('start');
    await bench.until('running');
    await bench.until('ended');
  });
});

test.serial('next chooses a preset, with as many beeps', async (t) => {
  await withBox('psi=26', async (bench) => {
    bench.device.press('next');
    await bench.clock.sleep(1500);
    t.true(isNear(beeps(bench), [80, 80]), `${beeps(bench)}`);
    bench.device.press('start');
    await bench.until('ended');
    t.true(Math.abs((bench.device.truth().tires[0]?.psi ?? 0) - 24) < 0.6);
    t.is(bench.highs('fill valve of hose'), 0);
    bench.device.press('next');
    await bench.clock.sleep(1500);
    t.is(bench.state?.job, JOBS[0]?.job);
  });
});

test.serial('stop shuts everything while it is held, and ends the job when it is let go', async (t) => {
  await withBox('psi=20', async (bench) => {
    bench.device.press('start');
    while (!bench.on.includes('fill valve of hose')) await bench.clock.sleep(5);
    bench.device.press('stop', 600);
    await bench.clock.sleep(10);
    t.deepEqual(bench.on, [], 'at once');
    await bench.clock.sleep(500);
    t.deepEqual(bench.on, []);
    await bench.clock.sleep(200);
    t.like(bench.state?.stage, { kind: 'ended', reason: 'stopped' });
    t.deepEqual(bench.on, []);
  });
});

test.serial(
  'stop that is held is an emergency stop; another stop clears it; then start goes on',
  async (t) => {
    await withBox('psi=26', async (bench) => {
      bench.device.press('start');
      while (!bench.on.includes('fill valve of hose')) await bench.clock.sleep(5);
      bench.device.press('stop', 1500);
      await bench.clock.sleep(1200);
      t.like(bench.state?.stage, { kind: 'fault', fault: { code: 'emergency-stop' } });
      await bench.clock.sleep(1000);
      t.is(bench.state?.stage.kind, 'fault', 'letting go clears nothing');
      bench.device.press('start');
      await bench.clock.sleep(500);
      t.is(bench.state?.stage.kind, 'fault', 'nor does start');
      t.deepEqual(bench.on, []);
      bench.device.press('stop');
      await bench.until('waiting');
      bench.device.press('start');
      t.like((await bench.until('ended')).stage, { reason: 'done' });
    });
  },
);

test.serial(
  'start counts when it is let go, not while stop is down, and not when it is only touched',
  async (t) => {
    await withBox('psi=26', async (bench) => {
      bench.device.press('start', 2000);
      await bench.clock.sleep(1500);
      t.is(bench.state?.stage.kind, 'waiting');
      bench.device.press('stop', 900);
      await bench.clock.sleep(1500);
      t.is(bench.state?.stage.kind, 'waiting');
      bench.device.press('start', 10);
      await bench.clock.sleep(500);
      t.is(bench.state?.stage.kind, 'waiting');
      t.is(bench.highs('fill valve of hose'), 0);
    });
  },
);

test.serial('a fault sounds and blinks until it is cleared', async (t) => {
  await withBox('psi=26&break=sensor-open@6', async (bench) => {
    bench.device.press('start');
    await bench.until('fault');
    const before = beeps(bench).length;
    await bench.clock.sleep(5000);
    t.true(beeps(bench).length >= before + 8);
    bench.device.press('stop');
    await bench.clock.sleep(1000);
    const after = beeps(bench).length;
    await bench.clock.sleep(3000);
    t.is(beeps(bench).length, after);
  });
});

test.serial('the signal while air flows: LOW, stopped, over', async (t) => {
  const bench = await withBox('psi=20', async (running) => {
    running.device.press('start');
    while (!running.on.includes('fill valve of hose')) await running.clock.sleep(5);
  });
  t.like(bench.state?.stage, { kind: 'ended', reason: 'stopped' });
  t.deepEqual(bench.on, []);
  t.deepEqual(bench.misdeeds, []);
});

test.serial('the cable is pulled, or the board restarts: the box ends with an error', async (t) => {
  for (const [code, strike] of [
    ['port-lost', (bench: Bench) => bench.link.pull()],
    ['device-confused', (bench: Bench) => bench.device.restart()],
  ] as const) {
    await withBoard('psi=26', async (bench) => {
      const box = bench.box(JOBS);
      await bench.until('waiting');
      strike(bench);
      t.is((await t.throwsAsync(box, { instanceOf: OnairError }))?.code, code);
      t.deepEqual(bench.on, []);
    });
  }
});

test.serial('a stop button that is down from the beginning lets nothing open', async (t) => {
  await withBoard('psi=20', async (bench) => {
    bench.device.press('stop', 20_000);
    await bench.clock.sleep(100);
    const box = bench.box(JOBS);
    await bench.until('fault');
    t.like(bench.state?.stage, { fault: { code: 'emergency-stop' } });
    bench.abort.abort();
    await box;
    t.is(bench.highs('fill valve of hose'), 0);
  });
});

const MANIFOLD = loadPins(bundledPins('manifold'));

test.serial('a preset opens the valve of its own tire, wherever its outlet is in the pin map', async (t) => {
  const both = jobOf({ FL: 27, RR: 27 });
  const [outlet = both.outlets[0]] = both.outlets;
  if (!outlet) throw new Error('no outlet');
  const alone = (name: string): Job => ({ ...jobOf({ [name]: 27 }), outlets: [{ ...outlet, tires: [0] }] });
  const guard = {
    ...jobOf({ FL: 27, FR: 27, RL: 27, RR: 27 }),
    outlets: [0, 1, 2, 3].map((tire) => ({ ...outlet, tires: [tire] })),
  };
  const query = 'tires=FL=26,FR=26,RL=26,RR=26&manifold=yes';
  await withBoard(
    query,
    async (bench) => {
      const presets = [
        { name: 'front', job: alone('FL'), places: [0] },
        { name: 'rear', job: alone('RR'), places: [3] },
      ];
      const box = bench.box(presets, { guards: [guard] });
      await bench.until('waiting');
      bench.controls?.act({ kind: 'next' });
      bench.controls?.act({ kind: 'start' });
      await bench.until('ended');
      bench.abort.abort();
      await box;
      const psi = bench.device.truth().tires.map((tire) => tire.psi);
      t.true(
        psi.every((now, index) => (index === 3 ? now > 26.5 : now < 26.3)),
        psi.join(' '),
      );
      const [first, , , last] = MANIFOLD.outlets;
      t.is(bench.highs(`fill valve of ${first?.name}`), 0);
      t.true(bench.highs(`fill valve of ${last?.name}`) > 0);
      t.deepEqual(bench.misdeeds, []);
    },
    MANIFOLD,
  );
});

test.serial('another job from a page: taken while idle, refused while air may flow', async (t) => {
  await withBoard('psi=26', async (bench) => {
    const box = bench.box(JOBS);
    await bench.until('waiting');
    const own = { name: 'own', job: jobOf({ FL: 26.8 }) };
    t.true(bench.controls?.choose(own));
    t.is(bench.state?.job, own.job, 'seen at once');
    bench.controls?.act({ kind: 'start' });
    t.is(bench.state?.stage.kind, 'running');
    t.false(bench.controls?.choose({ name: 'other', job: jobOf({ FL: 30 }) }));
    await bench.until('ended');
    t.true(bench.controls?.choose(own));
    bench.device.press('next');
    await bench.clock.sleep(1500);
    t.is(bench.state?.job, JOBS[1]?.job, 'the button goes on with the presets');
    const unwired = { ...own, places: [7] };
    t.throws(() => bench.controls?.choose(unwired), { instanceOf: OnairError, code: 'bad-value' });
    bench.abort.abort();
    await box;
  });
});

test.serial('a box that comes back keeps its fault until somebody clears it, and then goes on', async (t) => {
  const preset = { name: 'street', job: jobOf({ FL: 27 }) };
  await withBoard('psi=25', async (bench) => {
    const lost = newCycle(preset.job, bench.clock.now());
    const fault = { code: 'link-lost', atMs: bench.clock.now(), reason: 'unplugged' } as const;
    const from = { state: { ...lost, stage: { kind: 'fault', fault } as const }, preset };
    const box = bench.box(JOBS, { from });
    await bench.until('fault');
    bench.controls?.act({ kind: 'start' });
    await bench.clock.sleep(3000);
    t.like(bench.state?.stage, { kind: 'fault', fault: { code: 'link-lost' } });
    t.deepEqual(bench.on, []);
    bench.controls?.act({ kind: 'clear' });
    bench.controls?.act({ kind: 'start' });
    t.like((await bench.until('ended')).stage, { reason: 'done' });
    bench.abort.abort();
    await box;
  });
});
