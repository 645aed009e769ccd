import test from 'ava';
import { ARB_TWIN } from '../../../firmware/air-up/plant/supply/pump-models.js';
import { BatteryWatch, isEngineOn, onBattery } from '../../../firmware/air-up/vehicle/engine.js';

test('the voltage under load decides where it is known; between the two nothing is said', (t) => {
  for (const [volts, isOn] of [
    [{}, undefined],
    [{ restVolts: 12.6 }, false],
    [{ restVolts: 13.1 }, undefined],
    [{ restVolts: 14.2 }, true],
    [{ restVolts: 14.2, loadVolts: 12.4 }, false],
    [{ restVolts: 13.2, loadVolts: 13.0 }, undefined],
    [{ restVolts: 12.6, loadVolts: 13.6 }, true],
  ] as const)
    t.is(isEngineOn(volts), isOn, JSON.stringify(volts));
});

test('the newest voltages at rest and under load are kept, the start of the motor left out', (t) => {
  const watch = new BatteryWatch();
  watch.step(12.6, false, 0);
  watch.step(9.5, true, 20);
  watch.step(10.5, true, 520);
  t.deepEqual(watch.volts, { restVolts: 12.6 });
  watch.step(12.1, true, 1020);
  watch.step(undefined, true, 1040);
  watch.step(11, false, 1060);
  t.deepEqual(watch.volts, { restVolts: 12.6, loadVolts: 12.1 });
  watch.step(12.5, false, 3000);
  t.deepEqual(watch.volts, { restVolts: 12.5, loadVolts: 12.1 });
});

test('a pump on the battery alone: 50 A, and a seventh quicker with an alternator', (t) => {
  const { amps, quicker } = onBattery(ARB_TWIN, { restVolts: 12.6, loadVolts: 12.1 });
  t.is(amps, 50);
  t.true(quicker > 0.14 && quicker < 0.17, `${quicker}`);
  t.is(onBattery(ARB_TWIN, {}).quicker, 0);
});
