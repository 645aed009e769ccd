import test from 'ava';
import { type BatteryState, FRESH_BATTERY, stepBattery } from '../../../firmware/air-up/cycle/battery.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import { job, plantOf, RELAY, Rig } from './rig.js';

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
  const rig = new Rig(job(26, { pump: RELAY, limits: LIMITS }), plantOf([12])).start();
  rig.run(8);
  rig.break({ kind: 'battery-low', volts: 11 });
  t.true(rig.run(2, () => rig.count('battery-low') === 1));
  rig.run(0.1);
  t.false(rig.outputs.pump);
  t.is(rig.phase().kind === 'open', false);
  rig.run(5);
  t.is(rig.ending, 'running');
  rig.break();
  t.is(rig.finish(), 'done', rig.log());
  t.is(rig.count('battery-back'), 1);
});

test('a battery that does not recover in time ends the job', (t) => {
  const rig = new Rig(job(26, { pump: RELAY, limits: LIMITS }), plantOf([12])).start();
  rig.run(8);
  rig.break({ kind: 'battery-low', volts: 11 });
  const fromMs = rig.nowMs;
  t.is(rig.finish(), 'battery-low');
  t.true(Math.abs(rig.nowMs - fromMs - 11_000) < 100, `${rig.nowMs - fromMs}`);
});
