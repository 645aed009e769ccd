import test, { type ExecutionContext } from 'ava';
import type { PlantFault } from '../../../firmware/air-up/plant/faults.js';
import type { Plant } from '../../../firmware/air-up/plant/plant.js';
import { DEFAULTS } from '../../../firmware/air-up/plant/setup.js';
import { ARB_TWIN, SMALL_12V } from '../../../firmware/air-up/plant/supply/pump-models.js';
import { FILL, near, OFF, oneTire, outletOf, REST, stepUntil, tireOf, VENT } from './rig.js';

const HOLE = { lPerSBar: 0.05, criticalRatio: 0.4 };
const SILENT = { ...DEFAULTS.outlet.sensor, noisePsi: 0 };

/** A plant at 20 psi with one thing broken. */
function broken(...faults: readonly PlantFault[]): Plant {
  return oneTire(20, { faults, supplySensor: SILENT, outlet: { sensor: SILENT } });
}

/** What each fault does: every one is named, or this does not compile. */
const EFFECTS: Record<PlantFault['kind'], (t: ExecutionContext) => void> = {
  'pump-weak': (t) => {
    const plant = broken({ kind: 'pump-weak', flowFactor: 0.3 });
    const healthy = broken();
    for (const each of [plant, healthy]) each.step(20, FILL);
    const [weak, strong] = [plant, healthy].map((each) => tireOf(each).coldPsi - 20);
    t.true((weak ?? 0) > 0.5 && (weak ?? 0) < 0.45 * (strong ?? 0), `${weak} ${strong}`);
  },
  'pump-dead': (t) => {
    const plant = broken({ kind: 'pump-dead' });
    plant.step(30, FILL);
    t.is(plant.truth().pump.starts, 0);
    t.true(near(plant.truth().line.psi, tireOf(plant).psi, 0, 0.1));
  },
  'check-valve-worn': (t) => {
    const plant = broken({ kind: 'check-valve-worn', leak: HOLE });
    const pumping = broken({ kind: 'check-valve-worn', leak: HOLE });
    pumping.step(5, FILL);
    t.is(pumping.truth().air.lostKg, 0, 'a running pump holds against it');
    plant.step(1, REST);
    const { starts } = plant.truth().pump;
    plant.step(60, REST);
    t.true(plant.truth().pump.starts > starts + 10, 'restarts by itself, against pressure');
    plant.step(120, OFF);
    t.true(plant.truth().line.psi < 1);
    t.true(near(tireOf(plant).psi, 20, 1e-6));
  },
  'switch-stuck': (t) => {
    const welded = broken({ kind: 'switch-stuck', at: 'closed' });
    t.true(welded.step(30, REST).switchClosed);
    t.true(welded.truth().line.psi > 190);
    const open = broken({ kind: 'switch-stuck', at: 'open' });
    t.false(open.step(30, FILL).switchClosed);
    t.is(open.truth().pump.starts, 0);
  },
  'battery-low': (t) => {
    const plant = broken({ kind: 'battery-low', volts: 11.2 });
    t.is(plant.step(20, FILL).batteryVolts, 11.2);
    t.true(plant.truth().pump.freeLPerMin < 0.85 * 131.7);
  },
  'line-leak': (t) => {
    const plant = broken({ kind: 'line-leak', leak: HOLE });
    plant.step(60, OFF);
    t.true(plant.truth().line.psi < 5);
    t.true(near(tireOf(plant).psi, 20, 1e-6));
  },
  'hose-leak': (t) => {
    const plant = broken({ kind: 'hose-leak', outlet: 0, leak: HOLE });
    plant.step(60, OFF);
    t.true(tireOf(plant).psi < 19.5);
    t.true(outletOf(plant).psi < tireOf(plant).psi);
    t.true(near(plant.truth().line.psi, 105, 1e-6));
  },
  'hose-off': (t) => {
    const plant = broken({ kind: 'hose-off', outlet: 0 });
    plant.step(5, FILL);
    t.is(outletOf(plant).at, 'off');
    t.true(near(tireOf(plant).psi, 20, 1e-9));
    plant.step(2, REST);
    t.true(outletOf(plant).psi < 0.1);
    plant.setFaults([]);
    plant.step(2, REST);
    t.true(near(outletOf(plant).psi, 20, 0, 0.1), 'put on again');
  },
  'core-shut': (t) => {
    const plant = broken({ kind: 'core-shut', outlet: 0 });
    plant.step(5, FILL);
    t.true(outletOf(plant).psi > 85, 'the sensor sees the line');
    t.true(near(tireOf(plant).psi, 20, 1e-9));
  },
  'fill-stuck': (t) => {
    const open = broken({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    open.step(10, REST);
    t.true(tireOf(open).psi > 22);
    const shut = broken({ kind: 'fill-stuck', outlet: 0, at: 'shut' });
    shut.step(10, FILL);
    t.true(near(tireOf(shut).psi, 20, 1e-6));
  },
  'vent-stuck': (t) => {
    const open = broken({ kind: 'vent-stuck', outlet: 0, at: 'open' });
    open.step(10, OFF);
    t.true(tireOf(open).psi < 19);
    const shut = broken({ kind: 'vent-stuck', outlet: 0, at: 'shut' });
    shut.step(10, { ...VENT, pumpPower: false });
    t.true(near(tireOf(shut).psi, 20, 1e-6));
  },
  'tire-leak': (t) => {
    const plant = broken({ kind: 'tire-leak', tire: 0, leak: HOLE });
    plant.step(60, OFF);
    t.true(tireOf(plant).psi < 19.5);
    t.true(near(outletOf(plant).psi, tireOf(plant).psi, 0, 0.05));
  },
  'sensor-fails': (t) => {
    const plant = broken();
    const [good] = plant.step(0.1, OFF).outletCounts;
    const read = (how: 'frozen' | 'open' | 'short' | 'out-of-range') => {
      plant.setFaults([{ kind: 'sensor-fails', sensor: 0, how }]);
      return plant.step(1, FILL).outletCounts[0];
    };
    t.is(read('frozen'), good);
    t.is(read('open'), 0);
    t.is(read('short'), 1023);
    t.is(read('out-of-range'), 71);
    plant.setFaults([{ kind: 'sensor-fails', sensor: 'supply', how: 'short' }]);
    const after = plant.step(1, FILL);
    t.is(after.supplyCounts, 1023);
    t.true((after.outletCounts[0] ?? 0) > (good ?? 0));
  },
};

for (const [kind, effect] of Object.entries(EFFECTS)) test(kind, effect);

test('a small pump cuts out in a long job, cools, and goes on', (t) => {
  const tank = { volumeL: 1000, wallM2: 5 };
  const plant = oneTire(12, { pump: SMALL_12V, cavity: tank });
  const until = stepUntil(plant, FILL, () => plant.truth().pump.cutOut, 1);
  t.true(near(until, 240, 0, 1.5), `${until}`);
  t.false(plant.truth().pump.running);
  const rest = stepUntil(plant, FILL, () => plant.truth().pump.running, 1);
  t.true(rest > 180 && rest < 1800, `${rest}`);
  t.is(plant.truth().pump.starts, 2);
  const strong = oneTire(12, { pump: ARB_TWIN, cavity: tank });
  strong.step(600, FILL);
  t.is(strong.truth().pump.heat, 0);
});

test('faults are repaired by leaving them out', (t) => {
  const all: PlantFault[] = [
    { kind: 'pump-weak', flowFactor: 0.1 },
    { kind: 'pump-dead' },
    { kind: 'check-valve-worn', leak: HOLE },
    { kind: 'switch-stuck', at: 'open' },
    { kind: 'battery-low', volts: 9 },
    { kind: 'line-leak', leak: HOLE },
    { kind: 'hose-leak', outlet: 0, leak: HOLE },
    { kind: 'hose-off', outlet: 0 },
    { kind: 'fill-stuck', outlet: 0, at: 'shut' },
    { kind: 'vent-stuck', outlet: 0, at: 'open' },
    { kind: 'tire-leak', tire: 0, leak: HOLE },
    { kind: 'sensor-fails', sensor: 0, how: 'open' },
    { kind: 'sensor-fails', sensor: 'supply', how: 'open' },
  ];
  const [repaired, healthy] = [broken(...all), broken()];
  repaired.setFaults([]);
  for (const plant of [repaired, healthy]) plant.step(5, FILL);
  t.deepEqual(repaired.truth(), healthy.truth());
  t.deepEqual(repaired.step(0.1, REST), healthy.step(0.1, REST));
});
