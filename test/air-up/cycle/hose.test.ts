import test from 'ava';
import type { Job } from '../../../firmware/air-up/cycle/job/job.js';
import { Bench, jobOf, NO_RELAY, plantOf, RELAY } from './rig.js';

/** A person who moves the hose whenever asked, and says `next` where the chuck keeps its pressure. */
function walked(bench: Bench, says: boolean): string {
  const tires = bench.job.tires.length;
  for (let moves = 1; moves <= tires; moves++) {
    if (!bench.run(200, () => bench.count('move-hose') === moves || bench.ending !== 'running')) break;
    if (bench.ending !== 'running') break;
    bench.run(2);
    bench.plant.attach(0, 'off');
    bench.run(3);
    bench.plant.attach(0, moves % tires);
    bench.run(2);
    if (says) bench.step({ kind: 'next' });
  }
  return bench.finish();
}

const STARTS: Readonly<Record<'inflate' | 'deflate', readonly number[]>> = {
  inflate: [20, 22, 18],
  deflate: [28, 26, 29],
};

function three(kind: 'inflate' | 'deflate', chuck: 'open' | 'self-sealing'): Bench {
  const target = kind === 'inflate' ? 26 : 20;
  const one: Job = jobOf([target, target, target], 'hose', { kind });
  return new Bench(one, plantOf(STARTS[kind], 'hose', { outlets: [{ at: 0, chuck }] })).start();
}

for (const kind of ['inflate', 'deflate'] as const) {
  const target = kind === 'inflate' ? 26 : 20;

  test(`${kind}: one hose over three tires is seen off and on, and the first is checked once more`, (t) => {
    const bench = three(kind, 'open');
    t.is(walked(bench, false), 'done', bench.log());
    t.is(bench.count('hose-off'), 3);
    t.is(bench.count('hose-on'), 4);
    const moves = bench.events.flatMap(({ event }) => (event.kind === 'move-hose' ? [event] : []));
    t.deepEqual(
      moves.map(({ tire, again }) => [tire, again]),
      [
        [1, false],
        [2, false],
        [0, true],
      ],
    );
    for (const { finalPsi = 0 } of bench.state.tires) t.true(Math.abs(finalPsi - target) <= 0.3);
    t.true(Math.abs(bench.psi(0) - target) < 0.6, 'the first one had time to settle');
  });

  test(`${kind}: a chuck that keeps its pressure needs the word "next", and no valve is suspected for it`, (t) => {
    const bench = three(kind, 'self-sealing');
    t.is(walked(bench, true), 'done', bench.log());
    t.is(bench.count('hose-off'), 0);
    for (const { finalPsi = 0 } of bench.state.tires) t.true(Math.abs(finalPsi - target) <= 0.3);
  });
}

test('without the word "next" nothing is opened on another tire', (t) => {
  const bench = three('inflate', 'self-sealing');
  bench.run(60, () => bench.count('move-hose') === 1);
  const opened = bench.count('opened');
  bench.plant.attach(0, 'off');
  bench.run(3);
  bench.plant.attach(0, 1);
  bench.run(30);
  t.is(bench.count('opened'), opened);
  t.is(bench.phase().kind, 'hose');
});

test('a job that starts with the hose in the air waits for a tire', (t) => {
  const bench = new Bench(jobOf([26], 'hose'), plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  bench.run(20);
  t.is(bench.phase().kind, 'hose');
  t.is(bench.count('opened'), 0);
  bench.plant.attach(0, 0);
  t.is(bench.finish(), 'done');
});

test('the wait for a person ends after a limit', (t) => {
  const one = jobOf([26], 'hose', { limits: { hoseWaitMs: 20_000 } });
  const bench = new Bench(one, plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  t.is(bench.finish(), 'hose-off');
  t.true(Math.abs(bench.nowMs - 20_000) < 100);
});

test('a person at the hose costs the tire none of its time', (t) => {
  const one = jobOf([26, 26], 'hose', { limits: { maxTireMs: 40_000 } });
  const bench = new Bench(one, plantOf([20, 20])).start();
  bench.run(60, () => bench.count('move-hose') === 1);
  bench.plant.attach(0, 'off');
  bench.run(300);
  bench.plant.attach(0, 1);
  t.true(
    bench.run(60, () => bench.count('move-hose') === 2),
    bench.log(),
  );
});

test('a chuck that is pressed on and slips off again opens nothing', (t) => {
  const bench = new Bench(jobOf([26], 'hose'), plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  for (let i = 0; i < 8; i++) {
    bench.plant.attach(0, 0);
    bench.run(0.3);
    bench.plant.attach(0, 'off');
    bench.run(0.7);
  }
  t.is(bench.count('opened'), 0);
});

test('a fill valve that opens while the hose is carried is noticed before the tire has gained two psi', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    for (const tankL of [0, 7.57]) {
      const bench = new Bench(
        jobOf([26, 26], 'hose', { pump }),
        plantOf([20, 20], 'hose', { tankL }),
      ).start();
      bench.run(60, () => bench.count('move-hose') === 1);
      bench.run(2);
      const before = bench.psi();
      bench.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
      t.regex(bench.finish(), /over-pressure|fill-stuck-open/);
      t.true(bench.psi() < before + 2, `${bench.psi()} ${before}`);
    }
  }
});

test('a line that the sensor reads through an open valve is not taken for a tire, and nothing is opened', (t) => {
  for (const kind of ['inflate', 'deflate'] as const) {
    const faults = [{ kind: 'fill-stuck', outlet: 0, at: 'open' }] as const;
    const bench = new Bench(
      jobOf([20], 'hose', { kind }),
      plantOf([26], 'hose', { tankL: 20, faults }),
    ).start();
    t.is(bench.finish(), 'over-pressure');
    t.true(bench.nowMs < 1500, `${bench.nowMs}`);
    t.is(bench.count('opened'), 0);
  }
});

test('a fill valve whose seat leaks a little shows while a person is waited for', (t) => {
  const bench = new Bench(jobOf([26, 26], 'hose'), plantOf([25.9, 20])).start();
  bench.run(10, () => bench.count('move-hose') === 1);
  const fromMs = bench.nowMs;
  bench.spoil = ({ outlets, ...reading }, nowMs) => {
    const gained = (0.8 * (nowMs - fromMs)) / 60_000;
    return {
      ...reading,
      outlets: outlets.map((one) => one && { ...one, ratio: one.ratio + (gained * 0.8) / 150 }),
    };
  };
  t.is(bench.finish(), 'fill-stuck-open');
  t.true(bench.nowMs - fromMs < 60_000, `${bench.nowMs - fromMs}`);
});

/** Of a 35 inch tire: some 90 s from 12 psi to 33. */
const LARGE = { volumeL: 110, wallM2: 2.2 };

for (const afterS of [5, 15, 30]) {
  test(`a chuck that comes off 25 ft of hose ${afterS} s into a long pulse: seconds of lost air, not a minute`, (t) => {
    const tires = [{ name: 'FL', cavity: LARGE, startPsi: 12 }];
    const bench = new Bench(jobOf([33], 'hose'), plantOf([12], 'hose', { tires })).start();
    const isDeep = (): boolean => bench.nowMs - (bench.openSinceMs[0] ?? bench.nowMs) > afterS * 1000;
    t.true(bench.run(100, isDeep), bench.log());
    const openS = (bench.nowMs - (bench.openSinceMs[0] ?? 0)) / 1000;
    bench.break({ kind: 'hose-off', outlet: 0 });
    const atMs = bench.nowMs;
    t.is(bench.finish(), 'hose-off', bench.log());
    const lostS = (bench.nowMs - atMs) / 1000;
    t.log(`off ${openS.toFixed(1)} s after the valve had opened, known after ${lostS.toFixed(1)} s`);
    t.true(lostS < Math.max(6, 22 - openS), `${lostS} s`);
  });
}
