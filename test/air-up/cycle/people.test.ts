import test from 'ava';
import { Bench, job, jobOf, NO_RELAY, plantOf } from './rig.js';

const inMainPulse = (bench: Bench) => (): boolean =>
  bench.phase().kind === 'open' && (bench.state.outlets[0]?.fill.pulses ?? 0) > 0;

function filling(target = 30): Bench {
  const bench = new Bench(job(target), plantOf([15])).start();
  bench.run(60, inMainPulse(bench));
  bench.run(1);
  return bench;
}

test('nothing moves before a start', (t) => {
  const bench = new Bench(job(26), plantOf([20]));
  for (let i = 0; i < 250; i++) t.false(bench.step().outputs.outlets.some(({ fill, vent }) => fill || vent));
  t.false(bench.outputs.pump);
  t.is(bench.start().finish(), 'done');
});

test('a new target in the middle, up and down, is reached', (t) => {
  for (const psi of [33, 24]) {
    const bench = filling();
    bench.step({ kind: 'target', tire: 0, psi });
    t.is(bench.count('target'), 1);
    t.is(bench.finish(), 'done', bench.log());
    t.true(Math.abs((bench.state.tires[0]?.finalPsi ?? 0) - psi) <= 0.3);
  }
});

test('a new target that is already passed lets air out again', (t) => {
  const bench = filling();
  bench.run(20, () => bench.psi() > 26);
  bench.step({ kind: 'target', tire: 0, psi: 22 });
  t.is(bench.finish(), 'done', bench.log());
  t.true(bench.events.some(({ event }) => event.kind === 'opened' && event.direction === 'vent'));
  t.true(Math.abs(bench.psi() - 22) < 0.8);
});

test('a new target above the maximum is refused and changes nothing', (t) => {
  const bench = filling();
  bench.step({ kind: 'target', tire: 0, psi: 35.1 });
  t.is(bench.count('refused'), 1);
  t.is(bench.finish(), 'done');
  t.true(bench.highestPsi < 30.8);
});

test('a stop shuts everything in the same step and keeps what is reached', (t) => {
  const bench = filling();
  t.true(bench.outputs.outlets[0]?.fill);
  const { outputs } = bench.step({ kind: 'stop' });
  t.deepEqual(outputs, { pump: false, outlets: [{ fill: false, vent: false }] });
  t.is(bench.ending, 'stopped');
  bench.run(5);
  bench.step({ kind: 'start' });
  t.is(bench.ending, 'stopped', 'an ended job stays ended');
});

for (const kind of ['emergency-stop', 'link-lost', 'lease-tripped'] as const) {
  test(`${kind}: everything is shut in the same step, and stays so until it is cleared`, (t) => {
    const bench = filling();
    const { outputs } = bench.step({ kind });
    t.deepEqual(outputs, { pump: false, outlets: [{ fill: false, vent: false }] });
    for (const act of ['start', 'next', 'stop', 'start'] as const) {
      bench.step({ kind: act });
      bench.run(0.2); // that nothing is on is held against every step
      t.is(bench.ending, kind);
    }
    t.is(bench.count('refused'), 2);
  });
}

test('after a fault: start is refused, clear waits, start goes on and ends right', (t) => {
  const bench = filling();
  bench.break({ kind: 'sensor-fails', sensor: 0, how: 'open' });
  t.is(bench.finish(), 'sensor-open');
  bench.break();
  bench.step({ kind: 'start' });
  t.is(bench.ending, 'sensor-open');
  bench.step({ kind: 'clear' });
  t.is(bench.ending, 'waiting');
  bench.run(3);
  t.is(bench.count('opened'), bench.count('closed') + 1, 'the one that the fault has shut');
  bench.step({ kind: 'start' });
  t.is(bench.finish(), 'done', bench.log());
  t.true(Math.abs((bench.state.tires[0]?.finalPsi ?? 0) - 30) <= 0.3);
});

test('a fault that is still there comes again, and is a new one', (t) => {
  const bench = filling();
  bench.break({ kind: 'sensor-fails', sensor: 0, how: 'short' });
  for (let i = 0; i < 3; i++) {
    t.is(bench.finish(), 'sensor-short');
    bench.step({ kind: 'clear' }, { kind: 'start' });
    t.is(bench.count('fault'), i + 2, 'at once');
  }
});

test('tires that were done before a fault are not touched again', (t) => {
  const bench = new Bench(jobOf([24, 30], 'manifold'), plantOf([23.9, 15], 'manifold')).start();
  bench.run(10, () => bench.phase(0).kind === 'idle');
  bench.step({ kind: 'emergency-stop' });
  bench.step({ kind: 'clear' });
  bench.step({ kind: 'start' });
  t.is(bench.phase(0).kind, 'idle');
  t.is(bench.finish(), 'done');
  t.is(bench.count('tire-done'), 2);
  t.true(bench.events.every(({ event }) => event.kind !== 'opened' || event.outlet === 1));
});

test('too many pulses or too long a time end a job that gets nowhere', (t) => {
  const cut = { kind: 'line-leak', leak: { lPerSBar: 2, criticalRatio: 0.4 } } as const;
  const many = new Bench(job(26), plantOf([20], 'hose', { faults: [cut] })).start();
  t.is(many.finish(), 'too-many-cycles');
  t.is(many.count('closed'), 20);
  const slow = { kind: 'pump-weak', flowFactor: 0.05 } as const;
  const long = new Bench(
    job(34, { pump: NO_RELAY, limits: { maxTireMs: 60_000 } }),
    plantOf([15], 'hose', { faults: [slow], lineStartPsi: 0 }),
  ).start();
  t.is(long.finish(), 'over-time', long.log());
  t.true(long.nowMs < 70_000);
});

test('no valve is open for longer than the longest pulse', (t) => {
  const slow = { kind: 'pump-weak', flowFactor: 0.3 } as const;
  const limits = { maxPulseMs: 3000 };
  const bench = new Bench(job(28, { limits }), plantOf([20], 'hose', { faults: [slow] })).start();
  bench.finish();
  const longest = Math.max(...bench.events.map(({ event }) => (event.kind === 'closed' ? event.openMs : 0)));
  t.is(longest, 3000);
});
