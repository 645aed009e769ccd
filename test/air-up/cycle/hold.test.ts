import test from 'ava';
import type { PlantFault } from '../../../firmware/air-up/plant/faults.js';
import { Bench, type JobOptions, job, NO_RELAY, plantOf, RELAY } from './rig.js';

const nail = (lPerSBar: number): PlantFault => ({
  kind: 'tire-leak',
  tire: 0,
  leak: { lPerSBar, criticalRatio: 0.4 },
});

test('hold: fills, then tops up what cooling takes, and goes on until it is stopped', (t) => {
  const bench = new Bench(job(26, { kind: 'hold' }), plantOf([15])).start();
  bench.run(300);
  t.is(bench.ending, 'running');
  t.is(bench.phase().kind, 'holding');
  const done = bench.count('tire-done');
  t.true(done >= 2 && done <= 5, `${done}`);
  t.true(bench.psi() > 24.9 && bench.psi() < 26.4);
  bench.step({ kind: 'stop' });
  t.is(bench.ending, 'stopped');
  t.is(bench.state.tires[0]?.outcome, 'done');
});

test('hold: a slow leak is topped up, a fast one shows by too many top-ups', (t) => {
  const held = (lPerSBar: number): Bench => {
    const bench = new Bench(job(26, { kind: 'hold' }), plantOf([24])).start();
    bench.run(60);
    bench.break(nail(lPerSBar));
    bench.run(900, () => bench.ending !== 'running');
    return bench;
  };
  const slow = held(0.0005);
  t.is(slow.ending, 'running', slow.log());
  t.true(slow.count('tire-done') >= 2);
  const fast = held(0.02);
  t.is(fast.ending, 'leak');
  t.true(fast.psi() > 24.4, `${fast.psi()}`);
});

test('hold: a hose that comes off ends it', (t) => {
  const bench = new Bench(job(26, { kind: 'hold' }), plantOf([24])).start();
  bench.run(30);
  const opened = bench.count('opened');
  bench.break({ kind: 'hose-off', outlet: 0 });
  t.is(bench.finish(), 'hose-off');
  t.is(bench.count('opened'), opened);
});

test('hold: a fill valve whose seat leaks a little shows within a minute or two', (t) => {
  const bench = new Bench(job(26, { kind: 'hold' }), plantOf([25.9])).start();
  bench.run(5);
  const fromMs = bench.nowMs;
  bench.spoil = ({ outlets, ...reading }, nowMs) => {
    const gained = (0.8 * (nowMs - fromMs)) / 60_000;
    return {
      ...reading,
      outlets: outlets.map((one) => one && { ...one, ratio: one.ratio + (gained * 0.8) / 150 }),
    };
  };
  t.is(bench.finish(), 'fill-stuck-open');
  t.true(bench.nowMs - fromMs < 120_000, `${bench.nowMs - fromMs}`);
});

test('hold: a fill valve that does not shut any more is noticed within a psi', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    const bench = new Bench(job(26, { kind: 'hold', pump }), plantOf([24])).start();
    bench.run(130);
    bench.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    t.regex(bench.finish(), /fill-stuck-open|over-pressure/);
    t.true(bench.psi() < 26.5, `${bench.psi()}`);
  }
});

test('hold: the sun may warm a tire by some psi in an hour', (t) => {
  const bench = new Bench(job(26, { kind: 'hold' }), plantOf([25.9])).start();
  bench.run(5);
  const fromMs = bench.nowMs;
  bench.spoil = ({ outlets, ...reading }, nowMs) => {
    const warmer = (3 * (nowMs - fromMs)) / 3_600_000;
    const sample = outlets[0];
    const ratio = (sample?.ratio ?? 0) + (warmer * 0.8) / 150;
    return { ...reading, outlets: sample ? [{ ...sample, ratio }] : [] };
  };
  bench.run(1200);
  t.is(bench.ending, 'running', bench.log());
});

/** A leak test with shorter times: a minute to cool, two to watch. */
const TEST: JobOptions = { kind: 'leak-test', limits: { coolMs: 60_000, leakTestMs: 120_000 } };

test('leak test: a tight tire loses nothing, and nothing is opened', (t) => {
  const bench = new Bench(job(0, TEST), plantOf([26])).start();
  t.is(bench.finish(), 'done');
  t.like(bench.state.tires[0]?.leak, { leaks: false, overMs: 120_000 });
  t.true(Math.abs(bench.state.tires[0]?.leak?.lostPsi ?? 9) < 0.1);
  t.is(bench.count('opened'), 0);
  t.is(bench.plant.truth().pump.starts, 0);
});

test('leak test: a nail shows, a big one sooner', (t) => {
  const small = new Bench(job(0, TEST), plantOf([26], 'hose', { faults: [nail(0.003)] })).start();
  t.is(small.finish(), 'done');
  t.like(small.state.tires[0]?.leak, { leaks: true, overMs: 120_000 });
  const big = new Bench(job(0, TEST), plantOf([26], 'hose', { faults: [nail(0.01)] })).start();
  t.is(big.finish(), 'done');
  const { leaks, overMs = 0, lostPsi = 0 } = big.state.tires[0]?.leak ?? {};
  t.true(leaks && overMs < 119_000 && lostPsi >= 1.2, `${overMs}`);
});

test('leak test: air that still cools is no leak', (t) => {
  const bench = new Bench(job(0, TEST), plantOf([26])).start();
  bench.spoil = ({ outlets, ...reading }, nowMs) => {
    const warm = 3 * Math.exp(-nowMs / 12_000);
    const sample = outlets[0];
    return {
      ...reading,
      outlets: sample ? [{ ...sample, ratio: sample.ratio + (warm * 0.8) / 150 }] : [],
    };
  };
  t.is(bench.finish(), 'done');
  t.false(bench.state.tires[0]?.leak?.leaks);
});

test('leak test: a tire that gains air is not called tight', (t) => {
  for (const after of [1, 30, 90]) {
    const bench = new Bench(job(0, { ...TEST, pump: NO_RELAY }), plantOf([26])).start();
    bench.run(after);
    bench.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    t.is(bench.finish(), 'fill-stuck-open');
    t.true(bench.psi() < 27.5, `${bench.psi()}`);
  }
});

test('watch: shows and opens nothing, whatever comes', (t) => {
  const bench = new Bench(job(0, { kind: 'watch' }), plantOf([26])).start();
  bench.run(20); // that nothing opens is held against every step
  t.is(bench.phase().kind, 'holding');
  bench.break({ kind: 'hose-off', outlet: 0 });
  bench.run(20);
  bench.break();
  bench.run(20);
  t.is(bench.ending, 'running');
  t.is(bench.plant.truth().pump.starts, 0);
});
