import test from 'ava';
import { onOneAxle } from '../../../../firmware/air-up/cycle/job/axle.js';
import type { Job } from '../../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { gainingSince, jobOf, NO_RELAY, plantOf, RELAY, Rig } from '../rig.js';

/** A person who moves the hose whenever asked, and says `next` where the chuck keeps its pressure. */
function walked(rig: Rig, says: boolean): string {
  const tires = rig.job.tires.length;
  for (let moves = 1; moves < tires; moves++) {
    if (!rig.run(200, () => rig.count('move-hose') === moves || rig.ending !== 'running')) break;
    if (rig.ending !== 'running') break;
    rig.run(2);
    rig.plant.attach(0, 'off');
    rig.run(3);
    rig.plant.attach(0, moves);
    rig.run(2);
    if (says) rig.step({ kind: 'next' });
  }
  return rig.finish();
}

const STARTS: Readonly<Record<'inflate' | 'deflate', readonly number[]>> = {
  inflate: [20, 22, 18],
  deflate: [28, 26, 29],
};

function three(kind: 'inflate' | 'deflate', chuck: 'open' | 'self-sealing'): Rig {
  const target = kind === 'inflate' ? 26 : 20;
  const one: Job = jobOf([target, target, target], 'hose', { kind });
  return new Rig(one, plantOf(STARTS[kind], 'hose', { outlets: [{ at: 0, chuck }] })).start();
}

for (const kind of ['inflate', 'deflate'] as const) {
  const target = kind === 'inflate' ? 26 : 20;

  test(`${kind}: one hose over three tires is seen off and on, each once`, (t) => {
    const rig = three(kind, 'open');
    t.is(walked(rig, false), 'done', rig.log());
    t.is(rig.count('hose-off'), 2);
    t.is(rig.count('hose-on'), 3);
    t.is(rig.count('which-tire'), 0);
    const moves = rig.events.flatMap(({ event }) => (event.kind === 'move-hose' ? [event] : []));
    t.deepEqual(
      moves.map(({ tire }) => tire),
      [1, 2],
    );
    for (const { finalPsi = 0 } of rig.state.tires) t.true(Math.abs(finalPsi - target) <= 0.3);
  });

  test(`${kind}: a chuck that keeps its pressure needs the word "next", and no valve is suspected for it`, (t) => {
    const rig = three(kind, 'self-sealing');
    t.is(walked(rig, true), 'done', rig.log());
    t.is(rig.count('hose-off'), 0);
    for (const { finalPsi = 0 } of rig.state.tires) t.true(Math.abs(finalPsi - target) <= 0.3);
  });
}

test('without the word "next" nothing is opened on another tire', (t) => {
  const rig = three('inflate', 'self-sealing');
  rig.run(60, () => rig.count('move-hose') === 1);
  const opened = rig.count('opened');
  rig.plant.attach(0, 'off');
  rig.run(3);
  rig.plant.attach(0, 1);
  rig.run(30);
  t.is(rig.count('opened'), opened);
  t.is(rig.phase().kind, 'hose');
});

test('a job that starts with the hose in the air waits for a tire', (t) => {
  const rig = new Rig(jobOf([26], 'hose'), plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  rig.run(20);
  t.is(rig.phase().kind, 'hose');
  t.is(rig.count('opened'), 0);
  rig.plant.attach(0, 0);
  t.is(rig.finish(), 'done');
});

test('the wait for a person ends after a limit', (t) => {
  const one = jobOf([26], 'hose', { limits: { hoseWaitMs: 20_000 } });
  const rig = new Rig(one, plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  t.is(rig.finish(), 'hose-off');
  t.true(Math.abs(rig.nowMs - 20_000) < 100);
});

test('a person at the hose costs the tire none of its time', (t) => {
  const one = jobOf([26, 26], 'hose', { limits: { maxTireMs: 40_000 } });
  const rig = new Rig(one, plantOf([20, 20])).start();
  rig.run(60, () => rig.count('move-hose') === 1);
  rig.plant.attach(0, 'off');
  rig.run(300);
  rig.plant.attach(0, 1);
  t.true(
    rig.run(60, () => rig.count('tire-done') === 2),
    rig.log(),
  );
});

test('a chuck that is pressed on and slips off again opens nothing', (t) => {
  const rig = new Rig(jobOf([26], 'hose'), plantOf([20], 'hose', { outlets: [{ at: 'off' }] })).start();
  for (let i = 0; i < 8; i++) {
    rig.plant.attach(0, 0);
    rig.run(0.3);
    rig.plant.attach(0, 'off');
    rig.run(0.7);
  }
  t.is(rig.count('opened'), 0);
});

test('a fill valve that opens while the hose is carried is noticed before the tire has gained two psi', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    for (const tankL of [0, 7.57]) {
      const rig = new Rig(jobOf([26, 26], 'hose', { pump }), plantOf([20, 20], 'hose', { tankL })).start();
      rig.run(60, () => rig.count('move-hose') === 1);
      rig.run(2);
      const before = rig.psi();
      rig.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
      t.regex(rig.finish(), /over-pressure|fill-stuck-open/);
      t.true(rig.psi() < before + 2, `${rig.psi()} ${before}`);
    }
  }
});

test('a line that the sensor reads through an open valve is not taken for a tire, and nothing is opened', (t) => {
  for (const kind of ['inflate', 'deflate'] as const) {
    const faults = [{ kind: 'fill-stuck', outlet: 0, at: 'open' }] as const;
    const rig = new Rig(jobOf([20], 'hose', { kind }), plantOf([26], 'hose', { tankL: 20, faults })).start();
    t.is(rig.finish(), 'over-pressure');
    t.true(rig.nowMs < 1500, `${rig.nowMs}`);
    t.is(rig.count('opened'), 0);
  }
});

test('a fill valve whose seat leaks a little shows while a person is waited for', (t) => {
  const rig = new Rig(jobOf([26, 26], 'hose'), plantOf([25.9, 20])).start();
  rig.run(10, () => rig.count('move-hose') === 1);
  const fromMs = rig.nowMs;
  rig.spoil = gainingSince(fromMs);
  t.is(rig.finish(), 'fill-stuck-open');
  t.true(rig.nowMs - fromMs < 60_000, `${rig.nowMs - fromMs}`);
});

test('a hose that jumps again and again while it is waited for is no chuck that is put on', (t) => {
  const rig = new Rig(jobOf([26, 26], 'hose'), plantOf([25.9, 20])).start();
  rig.run(10, () => rig.count('move-hose') === 1);
  const fromMs = rig.nowMs;
  rig.spoil = ({ outlets, ...reading }, nowMs) => {
    const gained = 0.9 * Math.floor((nowMs - fromMs) / 3000);
    return {
      ...reading,
      outlets: outlets.map((one) => one && { ...one, ratio: one.ratio + (gained * 0.8) / 150 }),
    };
  };
  t.is(rig.finish(), 'fill-stuck-open');
  t.true(rig.nowMs - fromMs < 30_000, `${rig.nowMs - fromMs}`);
});

/** Of a 35 inch tire: some 90 s from 12 psi to 33. */
const LARGE = { volumeL: 110, wallM2: 2.2 };

for (const afterS of [5, 15, 30]) {
  test(`a chuck that comes off 25 ft of hose ${afterS} s into a long pulse: seconds of lost air, not a minute`, (t) => {
    const tires = [{ name: 'FL', cavity: LARGE, startPsi: 12 }];
    const rig = new Rig(jobOf([33], 'hose'), plantOf([12], 'hose', { tires })).start();
    const isDeep = (): boolean => rig.nowMs - (rig.openSinceMs[0] ?? rig.nowMs) > afterS * 1000;
    t.true(rig.run(100, isDeep), rig.log());
    const openS = (rig.nowMs - (rig.openSinceMs[0] ?? 0)) / 1000;
    rig.break({ kind: 'hose-off', outlet: 0 });
    const atMs = rig.nowMs;
    t.is(rig.finish(), 'hose-off', rig.log());
    const lostS = (rig.nowMs - atMs) / 1000;
    t.log(`off ${openS.toFixed(1)} s after the valve had opened, known after ${lostS.toFixed(1)} s`);
    t.true(lostS < Math.max(6, 22 - openS), `${lostS} s`);
  });
}

test('a hose left on the tire just filled asks which one it is on, and opens nothing', (t) => {
  const rig = three('inflate', 'self-sealing');
  rig.run(60, () => rig.count('move-hose') === 1);
  rig.step({ kind: 'next' });
  const opened = rig.count('opened');
  t.true(
    rig.run(5, () => rig.count('which-tire') === 1),
    rig.log(),
  );
  t.like(rig.events.find(({ event }) => event.kind === 'which-tire')?.event, {
    tire: 1,
    about: 'same',
    other: 0,
  });
  rig.run(200);
  t.is(rig.count('opened'), opened, 'also after two minutes, and when it has cooled');
  t.is(rig.count('which-tire'), 1, 'asked once');
  rig.plant.attach(0, 1); // the answer of somebody who sees it
  t.true(
    rig.run(20, () => rig.count('opened') > opened),
    'another tire answers for itself',
  );
});

test('whoever says that it is the right tire is believed', (t) => {
  const rig = three('inflate', 'self-sealing');
  rig.run(60, () => rig.count('move-hose') === 1);
  rig.step({ kind: 'next' });
  rig.run(5, () => rig.count('which-tire') === 1);
  rig.step({ kind: 'next' });
  t.true(
    rig.run(5, () => rig.count('move-hose') === 2),
    rig.log(),
  );
});

test('a tire far from the other one of its axle is asked for; no answer opens nothing and ends the job', (t) => {
  const limits = { ...DEFAULT_LIMITS, hoseWaitMs: 60_000 };
  const one = jobOf([26, 26], 'hose', { limits });
  const tires = one.tires.map((tire, index) => ({ ...tire, name: index === 0 ? 'FL' : 'FR' }));
  const rig = new Rig({ ...one, tires }, plantOf([20, 12], 'hose')).start();
  rig.run(60, () => rig.count('move-hose') === 1);
  rig.plant.attach(0, 'off');
  rig.run(3);
  rig.plant.attach(0, 1);
  t.true(
    rig.run(5, () => rig.count('which-tire') === 1),
    rig.log(),
  );
  const opened = rig.count('opened');
  t.is(rig.finish(), 'no-answer');
  t.is(rig.count('opened'), opened);
});

test('axles go by names: FL and FR, rear-left and rear-right, but not FL and RL', (t) => {
  t.true(onOneAxle('FL', 'FR') && onOneAxle('rear-left', 'Rear-Right') && onOneAxle('L', 'R'));
  t.false(onOneAxle('FL', 'RL') || onOneAxle('T1', 'T2') || onOneAxle('FL', 'spare'));
});

test('a hose without pressure is said once, again when somebody says that it is on, and opens nothing', (t) => {
  const rig = new Rig(jobOf([26], 'hose'), plantOf([0.3])).start();
  rig.run(30);
  t.is(rig.count('no-tire'), 1);
  rig.step({ kind: 'next' });
  t.is(rig.count('no-tire'), 2);
  t.is(rig.count('opened'), 0);
});

for (const [what, psiPerMin, jumpPsi, ends] of [
  ['gains air slowly', 2, 0, 'fill-stuck-open'],
  ['jumps up', 0, 2, 'no-answer'],
] as const) {
  test(`while a person is asked the pump is off; a tire that ${what} is not taken for another one`, (t) => {
    const one = jobOf([26, 26], 'hose', { pump: RELAY });
    const rig = new Rig(
      one,
      plantOf([20, 22], 'hose', { outlets: [{ at: 0, chuck: 'self-sealing' }] }),
    ).start();
    rig.run(60, () => rig.count('move-hose') === 1);
    rig.step({ kind: 'next' });
    t.true(
      rig.run(5, () => rig.count('which-tire') === 1),
      rig.log(),
    );
    rig.run(20);
    t.false(rig.outputs.pump);
    const [fromMs, opened] = [rig.nowMs, rig.count('opened')];
    rig.spoil = ({ outlets, ...reading }, nowMs) => {
      const more = jumpPsi + (psiPerMin * (nowMs - fromMs)) / 60_000;
      return {
        ...reading,
        outlets: outlets.map((each) => each && { ...each, ratio: each.ratio + (more * 0.8) / 150 }),
      };
    };
    t.is(rig.finish(), ends);
    t.is(rig.count('opened'), opened);
  });
}
