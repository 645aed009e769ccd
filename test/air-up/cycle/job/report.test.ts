import test from 'ava';
import { reportOf } from '../../../../firmware/air-up/cycle/job/report.js';
import { viewOf } from '../../../../firmware/air-up/cycle/job/view.js';
import { newCycle } from '../../../../firmware/air-up/cycle/state.js';
import { job, jobOf, plantOf, Rig } from '../rig.js';

test('a job that has not begun has no measurements', (t) => {
  const state = newCycle(job(26), 0);
  t.deepEqual(reportOf(state), {
    tires: [
      {
        name: 'FL',
        startPsi: null,
        targetPsi: 26,
        finalPsi: null,
        finalCoolPsi: null,
        valveCycles: 0,
        elapsedMs: 0,
        outcome: null,
      },
    ],
    pump: { starts: 0, runMs: 0 },
    stalls: { count: 0, totalMs: 0 },
    stopReason: 'running',
  });
  t.deepEqual(viewOf(state), {
    stage: 'waiting',
    outlets: [{ tire: 0, phase: 'hose', flowing: false, targetPsi: 26 }],
    pump: { running: false, resting: false, starts: 0 },
    held: true,
    batteryLow: false,
  });
});

test('the report of a job that is done has what was measured, rounded to what a sensor can tell', (t) => {
  const rig = new Rig(job(26), plantOf([20])).start();
  t.is(rig.finish(), 'done');
  const { tires, stopReason, pump } = reportOf(rig.state);
  const [tire] = tires;
  t.is(stopReason, 'done');
  t.like(tire, { outcome: 'done', targetPsi: 26, valveCycles: rig.count('closed') });
  const { startPsi = 0, finalPsi = 0, finalCoolPsi = 0, elapsedMs = 0 } = tire ?? {};
  t.true(Math.abs((startPsi ?? 0) - 20) < 0.2 && Math.abs((finalPsi ?? 0) - 26) <= 0.3);
  t.true((finalCoolPsi ?? 99) < (finalPsi ?? 0), 'it will cool');
  t.is(finalPsi, Math.round((finalPsi ?? 0) * 100) / 100);
  t.true(elapsedMs > 4000 && elapsedMs < rig.nowMs);
  t.is(pump.starts, rig.plant.truth().pump.starts);
  t.true(Math.abs(pump.runMs / 1000 - rig.plant.truth().pump.runSeconds) < 0.5);
});

test('the report of a fault gives its code, that of a stop says so', (t) => {
  const rig = new Rig(job(26), plantOf([20])).start();
  rig.run(1);
  rig.step({ kind: 'stop' });
  t.like(reportOf(rig.state), { stopReason: 'stopped' });
  t.is(reportOf(rig.state).tires[0]?.outcome, 'stopped');
  const other = new Rig(job(26), plantOf([20])).start();
  other.step({ kind: 'link-lost' });
  t.is(reportOf(other.state).stopReason, 'link-lost');
  t.is(reportOf(other.state).tires[0]?.outcome, null);
});

test('while air flows the view gives the reading as such and the calculated pressure of the tire beside it', (t) => {
  const rig = new Rig(job(30), plantOf([15])).start();
  const main = (): boolean => rig.phase().kind === 'open' && rig.state.outlets[0]?.fill.pulses === 1;
  t.true(rig.run(60, main));
  rig.run(1);
  const [outlet] = viewOf(rig.state).outlets;
  t.like(outlet, { flowing: true, direction: 'fill', phase: 'open', tire: 0 });
  const { readingPsi = 0, tirePsi = 0, leftMs = 0 } = outlet ?? {};
  t.true(Math.abs(tirePsi - rig.psi()) < 1.5, `${tirePsi} ${rig.psi()}`);
  t.true(readingPsi > rig.psi() + 3, `${readingPsi}`);
  const fromMs = rig.nowMs;
  rig.run(60, () => rig.count('tire-done') > 0);
  t.true(leftMs > 0.3 * (rig.nowMs - fromMs) && leftMs < 2 * (rig.nowMs - fromMs), `${leftMs}`);
});

test('once the valve is shut no air flows, while the reading settles', (t) => {
  const rig = new Rig(job(30), plantOf([15])).start();
  t.true(rig.run(60, () => rig.phase().kind === 'open'));
  t.true(rig.run(60, () => rig.phase().kind === 'settling'));
  const [outlet] = viewOf(rig.state).outlets;
  t.like(outlet, { flowing: false, direction: 'fill', phase: 'settling' });
  t.not(outlet?.tirePsi, undefined);
});

test('a shut tire shows its reading; a hose that waits shows no tire', (t) => {
  const rig = new Rig(jobOf([26, 26], 'hose'), plantOf([25.9, 20])).start();
  t.true(rig.run(10, () => rig.count('move-hose') === 1));
  const [outlet] = viewOf(rig.state).outlets;
  t.like(outlet, { phase: 'hose', tire: 1, flowing: false });
  t.is(outlet?.tirePsi, undefined);
  t.true(Math.abs((outlet?.readingPsi ?? 0) - 25.9) < 0.3);
});
