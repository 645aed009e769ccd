import test from 'ava';
import { gainingSince, type JobOptions, job, plantOf, Rig } from './rig.js';

// Long holds, leaks and valves that do not shut any more are in deep/air-up/cycle.
test('hold: fills, then tops up what cooling takes, and goes on until it is stopped', (t) => {
  const rig = new Rig(job(26, { kind: 'hold' }), plantOf([15])).start();
  rig.run(300);
  t.is(rig.ending, 'running');
  t.is(rig.phase().kind, 'holding');
  const done = rig.count('tire-done');
  t.true(done >= 2 && done <= 5, `${done}`);
  t.true(rig.psi() > 24.9 && rig.psi() < 26.4);
  rig.step({ kind: 'stop' });
  t.is(rig.ending, 'stopped');
  t.is(rig.state.tires[0]?.outcome, 'done');
});

test('hold: a hose that comes off ends it', (t) => {
  const rig = new Rig(job(26, { kind: 'hold' }), plantOf([24])).start();
  rig.run(30);
  const opened = rig.count('opened');
  rig.break({ kind: 'hose-off', outlet: 0 });
  t.is(rig.finish(), 'hose-off');
  t.is(rig.count('opened'), opened);
});

test('hold: a fill valve whose seat leaks a little shows within a minute or two', (t) => {
  const rig = new Rig(job(26, { kind: 'hold' }), plantOf([25.9])).start();
  rig.run(5);
  const fromMs = rig.nowMs;
  rig.spoil = gainingSince(fromMs);
  t.is(rig.finish(), 'fill-stuck-open');
  t.true(rig.nowMs - fromMs < 120_000, `${rig.nowMs - fromMs}`);
});

/** A leak test with shorter times: a minute to cool, two to watch. */
const TEST: JobOptions = { kind: 'leak-test', limits: { coolMs: 60_000, leakTestMs: 120_000 } };

test('leak test: a tight tire loses nothing, and nothing is opened', (t) => {
  const rig = new Rig(job(0, TEST), plantOf([26])).start();
  t.is(rig.finish(), 'done');
  t.like(rig.state.tires[0]?.leak, { leaks: false, overMs: 120_000 });
  t.true(Math.abs(rig.state.tires[0]?.leak?.lostPsi ?? 9) < 0.1);
  t.is(rig.count('opened'), 0);
  t.is(rig.plant.truth().pump.starts, 0);
});

test('leak test: air that still cools is no leak', (t) => {
  const rig = new Rig(job(0, TEST), plantOf([26])).start();
  rig.spoil = ({ outlets, ...reading }, nowMs) => {
    const warm = 3 * Math.exp(-nowMs / 12_000);
    const sample = outlets[0];
    return {
      ...reading,
      outlets: sample ? [{ ...sample, ratio: sample.ratio + (warm * 0.8) / 150 }] : [],
    };
  };
  t.is(rig.finish(), 'done');
  t.false(rig.state.tires[0]?.leak?.leaks);
});

test('watch: shows and opens nothing, whatever comes', (t) => {
  const rig = new Rig(job(0, { kind: 'watch' }), plantOf([26])).start();
  rig.run(20); // that nothing opens is held against every step
  t.is(rig.phase().kind, 'holding');
  rig.break({ kind: 'hose-off', outlet: 0 });
  rig.run(20);
  rig.break();
  rig.run(20);
  t.is(rig.ending, 'running');
  t.is(rig.plant.truth().pump.starts, 0);
});
