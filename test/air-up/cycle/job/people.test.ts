import test from 'ava';
import { job, jobOf, NO_RELAY, plantOf, Rig } from '../rig.js';

const inMainPulse = (rig: Rig) => (): boolean =>
  rig.phase().kind === 'open' && (rig.state.outlets[0]?.fill.pulses ?? 0) > 0;

function filling(target = 30): Rig {
  const rig = new Rig(job(target), plantOf([15])).start();
  rig.run(60, inMainPulse(rig));
  rig.run(1);
  return rig;
}

test('nothing moves before a start', (t) => {
  const rig = new Rig(job(26), plantOf([20]));
  for (let i = 0; i < 250; i++) t.false(rig.step().outputs.outlets.some(({ fill, vent }) => fill || vent));
  t.false(rig.outputs.pump);
  t.is(rig.start().finish(), 'done');
});

test('a new target in the middle, up and down, is reached', (t) => {
  for (const psi of [33, 24]) {
    const rig = filling();
    rig.step({ kind: 'target', tire: 0, psi });
    t.is(rig.count('target'), 1);
    t.is(rig.finish(), 'done', rig.log());
    t.true(Math.abs((rig.state.tires[0]?.finalPsi ?? 0) - psi) <= 0.3);
  }
});

test('a new target that is already passed lets air out again', (t) => {
  const rig = filling();
  rig.run(20, () => rig.psi() > 26);
  rig.step({ kind: 'target', tire: 0, psi: 22 });
  t.is(rig.finish(), 'done', rig.log());
  t.true(rig.events.some(({ event }) => event.kind === 'opened' && event.direction === 'vent'));
  t.true(Math.abs(rig.psi() - 22) < 0.8);
});

test('a new target above the maximum is refused and changes nothing', (t) => {
  const rig = filling();
  rig.step({ kind: 'target', tire: 0, psi: 35.1 });
  t.is(rig.count('refused'), 1);
  t.is(rig.finish(), 'done');
  t.true(rig.highestPsi < 30.8);
});

test('a stop shuts everything in the same step and keeps what is reached', (t) => {
  const rig = filling();
  t.true(rig.outputs.outlets[0]?.fill);
  const { outputs } = rig.step({ kind: 'stop' });
  t.deepEqual(outputs, { pump: false, outlets: [{ fill: false, vent: false }] });
  t.is(rig.ending, 'stopped');
  rig.run(5);
  rig.step({ kind: 'start' });
  t.is(rig.ending, 'stopped', 'an ended job stays ended');
});

for (const kind of ['emergency-stop', 'link-lost', 'lease-tripped'] as const) {
  test(`${kind}: everything is shut in the same step, and stays so until it is cleared`, (t) => {
    const rig = filling();
    const { outputs } = rig.step({ kind });
    t.deepEqual(outputs, { pump: false, outlets: [{ fill: false, vent: false }] });
    for (const act of ['start', 'next', 'stop', 'start'] as const) {
      rig.step({ kind: act });
      rig.run(0.2); // that nothing is on is held against every step
      t.is(rig.ending, kind);
    }
    t.is(rig.count('refused'), 2);
  });
}

test('after a fault: start is refused, clear waits, start goes on and ends right', (t) => {
  const rig = filling();
  rig.break({ kind: 'sensor-fails', sensor: 0, how: 'open' });
  t.is(rig.finish(), 'sensor-open');
  rig.break();
  rig.step({ kind: 'start' });
  t.is(rig.ending, 'sensor-open');
  rig.step({ kind: 'clear' });
  t.is(rig.ending, 'waiting');
  rig.run(3);
  t.is(rig.count('opened'), rig.count('closed') + 1, 'the one that the fault has shut');
  rig.step({ kind: 'start' });
  t.is(rig.finish(), 'done', rig.log());
  t.true(Math.abs((rig.state.tires[0]?.finalPsi ?? 0) - 30) <= 0.3);
});

test('a fault that is still there comes again, and is a new one', (t) => {
  const rig = filling();
  rig.break({ kind: 'sensor-fails', sensor: 0, how: 'short' });
  for (let i = 0; i < 3; i++) {
    t.is(rig.finish(), 'sensor-short');
    rig.step({ kind: 'clear' }, { kind: 'start' });
    t.is(rig.count('fault'), i + 2, 'at once');
  }
});

test('tires that were done before a fault are not touched again', (t) => {
  const rig = new Rig(jobOf([24, 30], 'manifold'), plantOf([23.9, 15], 'manifold')).start();
  rig.run(10, () => rig.phase(0).kind === 'idle');
  rig.step({ kind: 'emergency-stop' });
  rig.step({ kind: 'clear' });
  rig.step({ kind: 'start' });
  t.is(rig.phase(0).kind, 'idle');
  t.is(rig.finish(), 'done');
  t.is(rig.count('tire-done'), 2);
  t.true(rig.events.every(({ event }) => event.kind !== 'opened' || event.outlet === 1));
});

test('too many pulses or too long a time end a job that gets nowhere', (t) => {
  const cut = { kind: 'line-leak', leak: { lPerSBar: 2, criticalRatio: 0.4 } } as const;
  const many = new Rig(job(26), plantOf([20], 'hose', { faults: [cut] })).start();
  t.is(many.finish(), 'too-many-cycles');
  t.is(many.count('closed'), 20);
  const slow = { kind: 'pump-weak', flowFactor: 0.05 } as const;
  const long = new Rig(
    job(34, { pump: NO_RELAY, limits: { maxTireMs: 60_000 } }),
    plantOf([15], 'hose', { faults: [slow], lineStartPsi: 0 }),
  ).start();
  t.is(long.finish(), 'over-time', long.log());
  t.true(long.nowMs < 70_000);
});

test('no valve is open for longer than the longest pulse', (t) => {
  const slow = { kind: 'pump-weak', flowFactor: 0.3 } as const;
  const limits = { maxPulseMs: 3000 };
  const rig = new Rig(job(28, { limits }), plantOf([20], 'hose', { faults: [slow] })).start();
  rig.finish();
  const longest = Math.max(...rig.events.map(({ event }) => (event.kind === 'closed' ? event.openMs : 0)));
  t.is(longest, 3000);
});
