import test from 'ava';
import type { Job } from '../../../firmware/air-up/cycle/job/job.js';
import { newCycle } from '../../../firmware/air-up/cycle/state.js';
import { bundledPins, loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { OnairError } from '../../../host/base/error.js';
import { jobOf, type Rig, withBoard } from './rig.js';

const JOBS = [
  { name: 'street', job: jobOf({ FL: 27 }) },
  { name: 'trail', job: jobOf({ FL: 24 }, { kind: 'deflate' }) },
];

/** Plays with a box; the signal ends it. */
async function withBox(query: string, act: (rig: Rig) => Promise<void>): Promise<Rig> {
  return withBoard(query, async (rig) => {
    const box = rig.box(JOBS);
    await rig.until('waiting');
    await act(rig);
    rig.abort.abort();
    await box;
    return rig;
  });
}

/** Lengths of the beeps so far. */
function beeps({ written }: Rig): number[] {
  const buzzer = written.filter(({ title }) => title === 'buzzer');
  const edges = buzzer.filter(({ high }, index) => high !== (buzzer[index - 1]?.high ?? false));
  return edges.flatMap(({ atMs, high }, index) =>
    high ? [] : [Math.round(atMs - (edges[index - 1]?.atMs ?? 0))],
  );
}

const isNear = (found: readonly number[], wanted: readonly number[]): boolean =>
  found.length === wanted.length && wanted.every((ms, index) => Math.abs(ms - (found[index] ?? 0)) < 15);

test.serial('start airs up a tire, and the buzzer says when it is done', async (t) => {
  await withBox('psi=26', async (rig) => {
    await rig.clock.sleep(3000);
    t.deepEqual(rig.on, [], 'nothing moves before start');
    rig.device.press('start');
    const state = await rig.until('ended');
    t.like(state.stage, { reason: 'done' });
    await rig.clock.sleep(2000);
    t.true(isNear(beeps(rig), [150, 150, 500]), `${beeps(rig)}`);
    t.true(Math.abs((rig.device.truth().tires[0]?.psi ?? 0) - 27) < 0.6);
    t.deepEqual(rig.misdeeds, []);
    rig.device.press('start');
    await rig.until('running');
    await rig.until('ended');
  });
});

test.serial('next chooses a preset, with as many beeps', async (t) => {
  await withBox('psi=26', async (rig) => {
    rig.device.press('next');
    await rig.clock.sleep(1500);
    t.true(isNear(beeps(rig), [80, 80]), `${beeps(rig)}`);
    rig.device.press('start');
    await rig.until('ended');
    t.true(Math.abs((rig.device.truth().tires[0]?.psi ?? 0) - 24) < 0.6);
    t.is(rig.highs('fill valve of hose'), 0);
    rig.device.press('next');
    await rig.clock.sleep(1500);
    t.is(rig.state?.job, JOBS[0]?.job);
  });
});

test.serial('stop shuts everything while it is held, and ends the job when it is let go', async (t) => {
  await withBox('psi=20', async (rig) => {
    rig.device.press('start');
    while (!rig.on.includes('fill valve of hose')) await rig.clock.sleep(5);
    rig.device.press('stop', 600);
    await rig.clock.sleep(10);
    t.deepEqual(rig.on, [], 'at once');
    await rig.clock.sleep(500);
    t.deepEqual(rig.on, []);
    await rig.clock.sleep(200);
    t.like(rig.state?.stage, { kind: 'ended', reason: 'stopped' });
    t.deepEqual(rig.on, []);
  });
});

test.serial(
  'stop that is held is an emergency stop; another stop clears it; then start goes on',
  async (t) => {
    await withBox('psi=26', async (rig) => {
      rig.device.press('start');
      while (!rig.on.includes('fill valve of hose')) await rig.clock.sleep(5);
      rig.device.press('stop', 1500);
      await rig.clock.sleep(1200);
      t.like(rig.state?.stage, { kind: 'fault', fault: { code: 'emergency-stop' } });
      await rig.clock.sleep(1000);
      t.is(rig.state?.stage.kind, 'fault', 'letting go clears nothing');
      rig.device.press('start');
      await rig.clock.sleep(500);
      t.is(rig.state?.stage.kind, 'fault', 'nor does start');
      t.deepEqual(rig.on, []);
      rig.device.press('stop');
      await rig.until('waiting');
      rig.device.press('start');
      t.like((await rig.until('ended')).stage, { reason: 'done' });
    });
  },
);

test.serial(
  'start counts when it is let go, not while stop is down, and not when it is only touched',
  async (t) => {
    await withBox('psi=26', async (rig) => {
      rig.device.press('start', 2000);
      await rig.clock.sleep(1500);
      t.is(rig.state?.stage.kind, 'waiting');
      rig.device.press('stop', 900);
      await rig.clock.sleep(1500);
      t.is(rig.state?.stage.kind, 'waiting');
      rig.device.press('start', 10);
      await rig.clock.sleep(500);
      t.is(rig.state?.stage.kind, 'waiting');
      t.is(rig.highs('fill valve of hose'), 0);
    });
  },
);

test.serial('a fault sounds and blinks until it is cleared', async (t) => {
  await withBox('psi=26&break=sensor-open@6', async (rig) => {
    rig.device.press('start');
    await rig.until('fault');
    const before = beeps(rig).length;
    await rig.clock.sleep(5000);
    t.true(beeps(rig).length >= before + 8);
    rig.device.press('stop');
    await rig.clock.sleep(1000);
    const after = beeps(rig).length;
    await rig.clock.sleep(3000);
    t.is(beeps(rig).length, after);
  });
});

test.serial('the signal while air flows: LOW, stopped, over', async (t) => {
  const rig = await withBox('psi=20', async (running) => {
    running.device.press('start');
    while (!running.on.includes('fill valve of hose')) await running.clock.sleep(5);
  });
  t.like(rig.state?.stage, { kind: 'ended', reason: 'stopped' });
  t.deepEqual(rig.on, []);
  t.deepEqual(rig.misdeeds, []);
});

test.serial('the cable is pulled, or the board restarts: the box ends with an error', async (t) => {
  for (const [code, strike] of [
    ['port-lost', (rig: Rig) => rig.link.pull()],
    ['device-confused', (rig: Rig) => rig.device.restart()],
  ] as const) {
    await withBoard('psi=26', async (rig) => {
      const box = rig.box(JOBS);
      await rig.until('waiting');
      strike(rig);
      t.is((await t.throwsAsync(box, { instanceOf: OnairError }))?.code, code);
      t.deepEqual(rig.on, []);
    });
  }
});

test.serial('a stop button that is down from the beginning lets nothing open', async (t) => {
  await withBoard('psi=20', async (rig) => {
    rig.device.press('stop', 20_000);
    await rig.clock.sleep(100);
    const box = rig.box(JOBS);
    await rig.until('fault');
    t.like(rig.state?.stage, { fault: { code: 'emergency-stop' } });
    rig.abort.abort();
    await box;
    t.is(rig.highs('fill valve of hose'), 0);
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
    async (rig) => {
      const presets = [
        { name: 'front', job: alone('FL'), places: [0] },
        { name: 'rear', job: alone('RR'), places: [3] },
      ];
      const box = rig.box(presets, { guards: [guard] });
      await rig.until('waiting');
      rig.controls?.act({ kind: 'next' });
      rig.controls?.act({ kind: 'start' });
      await rig.until('ended');
      rig.abort.abort();
      await box;
      const psi = rig.device.truth().tires.map((tire) => tire.psi);
      t.true(
        psi.every((now, index) => (index === 3 ? now > 26.5 : now < 26.3)),
        psi.join(' '),
      );
      const [first, , , last] = MANIFOLD.outlets;
      t.is(rig.highs(`fill valve of ${first?.name}`), 0);
      t.true(rig.highs(`fill valve of ${last?.name}`) > 0);
      t.deepEqual(rig.misdeeds, []);
    },
    MANIFOLD,
  );
});

test.serial('another job from a page: taken while idle, refused while air may flow', async (t) => {
  await withBoard('psi=26', async (rig) => {
    const box = rig.box(JOBS);
    await rig.until('waiting');
    const own = { name: 'own', job: jobOf({ FL: 26.8 }) };
    t.true(rig.controls?.choose(own));
    t.is(rig.state?.job, own.job, 'seen at once');
    rig.controls?.act({ kind: 'start' });
    t.is(rig.state?.stage.kind, 'running');
    t.false(rig.controls?.choose({ name: 'other', job: jobOf({ FL: 30 }) }));
    await rig.until('ended');
    t.true(rig.controls?.choose(own));
    rig.device.press('next');
    await rig.clock.sleep(1500);
    t.is(rig.state?.job, JOBS[1]?.job, 'the button goes on with the presets');
    const unwired = { ...own, places: [7] };
    t.throws(() => rig.controls?.choose(unwired), { instanceOf: OnairError, code: 'bad-value' });
    rig.abort.abort();
    await box;
  });
});

test.serial('what a fault has left unproven goes on to the next job, by outlet', async (t) => {
  const unproven = (rig: Rig) => rig.state?.outlets.map((outlet) => outlet.unproven ?? false);
  await withBoard('psi=25', async (rig) => {
    const box = rig.box(JOBS);
    await rig.until('waiting');
    rig.controls?.act({ kind: 'start' });
    while (rig.state?.outlets[0]?.phase.kind !== 'open') await rig.clock.sleep(20);
    rig.controls?.act({ kind: 'emergency-stop' });
    await rig.until('fault');
    rig.controls?.act({ kind: 'clear' });
    rig.controls?.act({ kind: 'next' });
    await rig.until('waiting');
    t.true(rig.state?.job === JOBS[1]?.job);
    t.deepEqual(unproven(rig), [true]);
    t.true(rig.controls?.choose({ name: 'own', job: jobOf({ FL: 27 }) }));
    t.deepEqual(unproven(rig), [true]);
    rig.controls?.act({ kind: 'start' });
    t.like((await rig.until('ended')).stage, { reason: 'done' });
    t.true(rig.controls?.choose({ name: 'own', job: jobOf({ FL: 30 }) }));
    t.deepEqual(unproven(rig), [false], 'a pulse has shown that it shuts');
    rig.abort.abort();
    await box;
  });
  await withBoard('psi=25', async (rig) => {
    const box = rig.box([{ name: 'full', job: jobOf({ FL: 25 }) }], { unproven: [0] });
    await rig.until('waiting');
    t.deepEqual(unproven(rig), [true], 'from a program before');
    rig.controls?.act({ kind: 'start' });
    t.like((await rig.until('ended')).stage, { reason: 'done' });
    t.deepEqual(unproven(rig), [true], 'its reading has held for a minute, and proves no valve');
    rig.abort.abort();
    await box;
  });
});

test.serial('a box that comes back keeps its fault until somebody clears it, and then goes on', async (t) => {
  const preset = { name: 'street', job: jobOf({ FL: 27 }) };
  await withBoard('psi=25', async (rig) => {
    const lost = newCycle(preset.job, rig.clock.now());
    const fault = { code: 'link-lost', atMs: rig.clock.now(), reason: 'unplugged' } as const;
    const from = { state: { ...lost, stage: { kind: 'fault', fault } as const }, preset };
    const box = rig.box(JOBS, { from });
    await rig.until('fault');
    rig.controls?.act({ kind: 'start' });
    await rig.clock.sleep(3000);
    t.like(rig.state?.stage, { kind: 'fault', fault: { code: 'link-lost' } });
    t.deepEqual(rig.on, []);
    rig.controls?.act({ kind: 'clear' });
    rig.controls?.act({ kind: 'start' });
    t.like((await rig.until('ended')).stage, { reason: 'done' });
    rig.abort.abort();
    await box;
  });
});
