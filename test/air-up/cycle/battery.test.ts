import test from 'ava';
import { type BatteryState, FRESH_BATTERY, stepBattery } from '../../../firmware/air-up/cycle/battery.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import { Bench, job, plantOf, RELAY } from './rig.js';

/** What comes of voltages, each for a second. */
function after(volts: readonly (number | undefined)[]): BatteryState {
  return volts.reduce<BatteryState>(
    (state, one, i) =>
      stepBattery(
        state,
        DEFAULT_LIMITS,
        one === undefined ? undefined : { volts: one, atMs: i * 1000 },
        i * 1000,
      ),
    FRESH_BATTERY,
  );
}

const of = (volts: number, seconds: number): number[] => Array.from({ length: seconds }, () => volts);

test('a battery is low when it has been below the cut-out for the delay, not before', (t) => {
  t.false(after(of(11.79, 5)).low);
  t.deepEqual(after(of(11.79, 6)), { low: true, sinceMs: 5000 });
  t.deepEqual(after(of(11.8, 60)), FRESH_BATTERY);
});

test('a start of the motor that pulls it low for a moment is forgotten', (t) => {
  t.deepEqual(after([...of(11, 5), 12, ...of(11, 5)]), { low: false, sinceMs: 6000 });
});

test('it is good again only well above the cut-out', (t) => {
  const low = of(11, 6);
  t.true(after([...low, ...of(12.39, 60)]).low);
  t.deepEqual(after([...low, 12.4]), FRESH_BATTERY);
});

test('without a sensor it is never low, and what was known stays', (t) => {
  t.deepEqual(after(Array.from({ length: 60 }, () => undefined)), FRESH_BATTERY);
  t.true(after([...of(11, 6), undefined]).low);
});

const LIMITS = { batteryDelayMs: 1000, batteryPatienceMs: 10_000 };

test('a low battery shuts the valve and stops the pump; when it is back the job goes on', (t) => {
  const bench = new Bench(job(26, { pump: RELAY, limits: LIMITS }), plantOf([12])).start();
  bench.run(8);
  bench.break({ kind: 'battery-low', volts: 11 });
  t.true(bench.run(2, () => bench.count('battery-low') === 1));
  bench.run(0.1);
  t.false(bench.outputs.pump);
  t.is(bench.phase().kind === 'open', false);
  bench.run(5);
  t.is(bench.ending, 'running');
  bench.break();
  t.is(bench.finish(), 'done', bench.log());
  t.is(bench.count('battery-back'), 1);
});

test('a battery that does not recover in time ends the job', (t) => {
  const bench = new Bench(job(26, { pump: RELAY, limits: LIMITS }), plantOf([12])).start();
  bench.run(8);
  bench.break({ kind: 'battery-low', volts: 11 });
  const fromMs = bench.nowMs;
  t.is(bench.finish(), 'battery-low');
  t.true(Math.abs(bench.nowMs - fromMs - 11_000) < 100, `${bench.nowMs - fromMs}`);
});
