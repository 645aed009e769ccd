import test from 'ava';
import type { PlantFault } from '../../../../firmware/air-up/plant/faults.js';
import { type JobOptions, job, NO_RELAY, plantOf, RELAY, Rig } from '../../../air-up/cycle/rig.js';

const nail = (lPerSBar: number): PlantFault => ({
  kind: 'tire-leak',
  tire: 0,
  leak: { lPerSBar, criticalRatio: 0.4 },
});

test('hold: a slow leak is topped up, a fast one shows by too many top-ups', (t) => {
  const held = (lPerSBar: number): Rig => {
    const rig = new Rig(job(26, { kind: 'hold' }), plantOf([24])).start();
    rig.run(60);
    rig.break(nail(lPerSBar));
    rig.run(900, () => rig.ending !== 'running');
    return rig;
  };
  const slow = held(0.0005);
  t.is(slow.ending, 'running', slow.log());
  t.true(slow.count('tire-done') >= 2);
  const fast = held(0.02);
  t.is(fast.ending, 'leak');
  t.true(fast.psi() > 24.4, `${fast.psi()}`);
});

test('hold: a fill valve that does not shut any more is noticed within a psi', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    const rig = new Rig(job(26, { kind: 'hold', pump }), plantOf([24])).start();
    rig.run(130);
    rig.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    t.regex(rig.finish(), /fill-stuck-open|over-pressure/);
    t.true(rig.psi() < 26.5, `${rig.psi()}`);
  }
});

test('hold: the sun may warm a tire by some psi in an hour', (t) => {
  const rig = new Rig(job(26, { kind: 'hold' }), plantOf([25.9])).start();
  rig.run(5);
  const fromMs = rig.nowMs;
  rig.spoil = ({ outlets, ...reading }, nowMs) => {
    const warmer = (3 * (nowMs - fromMs)) / 3_600_000;
    const sample = outlets[0];
    const ratio = (sample?.ratio ?? 0) + (warmer * 0.8) / 150;
    return { ...reading, outlets: sample ? [{ ...sample, ratio }] : [] };
  };
  rig.run(1200);
  t.is(rig.ending, 'running', rig.log());
});

/** A leak test with shorter times: a minute to cool, two to watch. */
const TEST: JobOptions = { kind: 'leak-test', limits: { coolMs: 60_000, leakTestMs: 120_000 } };

test('leak test: a nail shows, a big one sooner', (t) => {
  const small = new Rig(job(0, TEST), plantOf([26], 'hose', { faults: [nail(0.003)] })).start();
  t.is(small.finish(), 'done');
  t.like(small.state.tires[0]?.leak, { leaks: true, overMs: 120_000 });
  const big = new Rig(job(0, TEST), plantOf([26], 'hose', { faults: [nail(0.01)] })).start();
  t.is(big.finish(), 'done');
  const { leaks, overMs = 0, lostPsi = 0 } = big.state.tires[0]?.leak ?? {};
  t.true(leaks && overMs < 119_000 && lostPsi >= 1.2, `${overMs}`);
});

test('leak test: a tire that gains air is not called tight', (t) => {
  for (const after of [1, 30, 90]) {
    const rig = new Rig(job(0, { ...TEST, pump: NO_RELAY }), plantOf([26])).start();
    rig.run(after);
    rig.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    t.is(rig.finish(), 'fill-stuck-open');
    t.true(rig.psi() < 27.5, `${rig.psi()}`);
  }
});
