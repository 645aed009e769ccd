import test from 'ava';
import { createPlant } from '../../../firmware/air-up/plant/plant.js';
import { DEFAULTS } from '../../../firmware/air-up/plant/setup.js';
import { gaugePsiToPa } from '../../../firmware/units.js';
import {
  DRAW,
  FILL,
  ISOTHERMAL,
  near,
  OFF,
  oneTire,
  outletOf,
  REST,
  stepUntil,
  TIRE_31,
  TIRE_35,
  tireOf,
  VENT,
} from './rig.js';

const TWO_TIRES = [
  { name: 'FL', cavity: TIRE_35, startPsi: 20 },
  { name: 'FR', cavity: TIRE_35, startPsi: 30 },
];

test('a valve opens and closes 20 ms late; a shorter pulse moves nothing', (t) => {
  const plant = oneTire(20);
  plant.step(0.0199, FILL);
  t.false(outletOf(plant).fillOpen);
  plant.step(0.0002, FILL);
  t.true(outletOf(plant).fillOpen);
  plant.step(0.0199, REST);
  t.true(outletOf(plant).fillOpen);
  plant.step(0.0002, REST);
  t.false(outletOf(plant).fillOpen);
  plant.step(1, REST);
  plant.step(0.015, FILL);
  plant.step(0.1, REST);
  t.false(outletOf(plant).fillOpen);
  const { massKg } = tireOf(plant);
  plant.step(0.015, FILL);
  plant.step(1, REST);
  t.true(near(tireOf(plant).massKg, massKg, 1e-7));
});

test('dead times act inside a step: open for 0.5 s however the steps are', (t) => {
  const gained = (stepS: number): number => {
    const valve = { ...DEFAULTS.outlet.fillValve, openDeadS: 0.05, closeDeadS: 0.05 };
    const plant = oneTire(20, { outlet: { fillValve: valve } });
    for (let i = 0; i < Math.round(0.5 / stepS); i++) plant.step(stepS, FILL);
    for (let i = 0; i < Math.round(1 / stepS); i++) plant.step(stepS, REST);
    return tireOf(plant).coldPsi - 20;
  };
  const [fine, coarse] = [gained(0.001), gained(0.5)];
  t.true(near(coarse, fine, 0.01), `${fine} ${coarse}`);
});

test('a valve that closes slower than it opens stays open for the difference', (t) => {
  const valve = { ...DEFAULTS.outlet.fillValve, openDeadS: 0.01, closeDeadS: 0.06 };
  const plant = oneTire(20, { outlet: { fillValve: valve } });
  plant.step(0.011, FILL);
  t.true(outletOf(plant).fillOpen);
  plant.step(0.059, REST);
  t.true(outletOf(plant).fillOpen);
  plant.step(0.002, REST);
  t.false(outletOf(plant).fillOpen);
});

test('a hose that empties into its tire does so alike in fine and in coarse steps', (t) => {
  const psi = [0.002, 0.1].map((stepS) => {
    const plant = oneTire(20, {
      outlet: { path: { lPerSBar: 0.25, criticalRatio: 0.4 } },
      lineStartPsi: 100,
    });
    plant.step(10, FILL);
    for (let i = 0; i < Math.round(0.3 / stepS); i++) plant.step(stepS, OFF);
    return outletOf(plant).psi;
  });
  const [fine = 0, coarse = 99] = psi;
  t.true(fine > 35, 'in the middle of it');
  t.true(near(coarse, fine, 0, 0.4), `${psi}`);
});

test('the pressure switch feeds the motor: off at 110, on at 90, each start counted', (t) => {
  const plant = oneTire(20, { lineStartPsi: 0 });
  const readings = plant.step(10, REST);
  t.false(readings.switchClosed);
  t.true(Math.abs(plant.truth().line.psi - 110) < 0.011);
  t.is(plant.truth().pump.starts, 1);
  t.is(plant.truth().pump.amps, 0);
  const { runSeconds } = plant.truth().pump;
  t.true(runSeconds > 1 && runSeconds < 2, `${runSeconds}`); // 0.3 l by 110 psi
  stepUntil(plant, FILL, () => plant.truth().pump.running, 0.001);
  t.true(plant.truth().line.psi < 90.01);
  t.is(plant.truth().pump.starts, 2);
});

test('the relay is in series with the switch, and alone where no switch is fitted', (t) => {
  const both = oneTire(20, { lineStartPsi: 0 });
  both.step(5, OFF);
  t.is(both.truth().pump.starts, 0);
  t.true(near(both.truth().line.psi, 0, 0, 1e-9));
  const alone = oneTire(20, { pressureSwitch: 'none', lineStartPsi: 100 });
  t.is(alone.step(60, REST).switchClosed, undefined);
  t.true(Math.abs(alone.truth().line.psi - 208) < 1, `${alone.truth().line.psi}`); // stands against its own pressure
  alone.step(5, OFF);
  alone.step(1, REST);
  t.is(alone.truth().pump.starts, 2);
});

test('the check valve holds the line while the pump is at rest', (t) => {
  const plant = oneTire(20, { lineStartPsi: 80 });
  plant.step(600, OFF);
  t.true(near(plant.truth().line.psi, 80, 1e-9));
});

test('the relief valve ends what a welded switch begins', (t) => {
  const relief = { opensPsi: 120, fullPsi: 135, conductance: { lPerSBar: 3, criticalRatio: 0.4 } };
  const plant = oneTire(20, { relief, faults: [{ kind: 'switch-stuck', at: 'closed' }] });
  plant.step(60, REST);
  const { line, pump, air } = plant.truth();
  t.true(line.psi > 120 && line.psi < 135, `${line.psi}`);
  t.true(near(air.lostKg, air.pumpedKg, 0.01));
  t.true(pump.running);
});

test('the sensor at the line sees the line, that of the outlet the tire', (t) => {
  const sensor = { ...DEFAULTS.outlet.sensor, noisePsi: 0 };
  const plant = oneTire(30, { supplySensor: sensor, lineStartPsi: 100, outlet: { sensor } });
  const readings = plant.step(1, OFF);
  const counts = (psi: number): number => Math.floor((0.1 + (0.8 * psi) / 150) * 1024);
  t.is(readings.supplyCounts, counts(100));
  t.is(readings.outletCounts[0], counts(30));
  t.is(plant.step(1, OFF).batteryVolts, 13.8);
});

test('one hose: off the tire the sensor falls to nothing, on the next it reads that', (t) => {
  const plant = createPlant({ tires: TWO_TIRES, outlets: [{ at: 0 }], lineStartPsi: 100 });
  plant.step(1, OFF);
  t.true(near(outletOf(plant).psi, 20, 0, 0.01));
  plant.attach(0, 'off');
  plant.step(2, OFF);
  t.true(near(outletOf(plant).psi, 0, 0, 0.01));
  t.is(outletOf(plant).at, 'off');
  t.true(near(tireOf(plant).psi, 20, 0, 0.001)); // its core has shut
  plant.attach(0, 1);
  plant.step(2, OFF);
  t.true(near(outletOf(plant).psi, 30, 0, 0.2)); // a hose full is gone from the tire
  t.true(tireOf(plant, 1).massKg < 0.999 * tireOf(createPlant({ tires: TWO_TIRES, outlets: [] }), 1).massKg);
});

test('a self-sealing chuck keeps the pressure in the hose; with an open one the line blows out', (t) => {
  for (const [chuck, psi] of [
    ['self-sealing', 60],
    ['open', 0],
  ] as const) {
    const plant = oneTire(20, { outlet: { chuck, at: 'off', hoseL: 0.3 }, lineStartPsi: 120 });
    plant.step(10, DRAW);
    t.true(near(plant.truth().line.psi, psi, 0, 0.01), `${chuck}: ${plant.truth().line.psi}`);
    t.true(near(outletOf(plant).psi, psi, 0, 0.01));
    t.true(near(tireOf(plant).psi, 20, 1e-9));
  }
});

test('a manifold: one tire fills, the other rests, and both share the flow when both are open', (t) => {
  const plant = createPlant({ tires: TWO_TIRES, outlets: [{ at: 0 }, { at: 1 }], lineStartPsi: 100 });
  plant.step(10, { pumpPower: true, outlets: [{ fill: true, vent: false }] });
  t.true(tireOf(plant, 0).psi > 22);
  t.true(near(tireOf(plant, 1).psi, 30, 1e-6));
  const both = { fill: true, vent: false };
  plant.step(10, { pumpPower: true, outlets: [both, both] });
  t.true(outletOf(plant, 0).toTireKgPerS > outletOf(plant, 1).toTireKgPerS);
  t.true(outletOf(plant, 1).toTireKgPerS > 0);
  const sum = outletOf(plant, 0).fillKgPerS + outletOf(plant, 1).fillKgPerS;
  t.true(near(sum, plant.truth().pump.kgPerS, 0.01));
  t.is(plant.truth().pump.starts, 1);
});

test('fill and vent both open: the air goes past the tire', (t) => {
  const plant = oneTire(20);
  plant.step(10, { pumpPower: true, outlets: [{ fill: true, vent: true }] });
  t.true(plant.truth().air.lostKg > 0.8 * plant.truth().air.pumpedKg);
});

test('venting takes the tire down to the air around and no further', (t) => {
  const plant = oneTire(20, { filmWPerM2K: ISOTHERMAL });
  plant.step(1200, VENT);
  t.true(near(tireOf(plant).psi, 0, 0, 0.01), `${tireOf(plant).psi}`);
});

test('a tire without a vent valve on its outlet can only be filled', (t) => {
  const plant = oneTire(20, { outlet: { ventValve: 'none' } });
  plant.step(20, { ...VENT, pumpPower: false });
  t.true(near(tireOf(plant).psi, 20, 1e-6));
});

test('a tire warm from the road reads high, and its cold pressure is lower', (t) => {
  const tires = [{ name: 'FL', cavity: TIRE_31, startPsi: 35, startC: 50 }];
  const plant = createPlant({ tires, outlets: [{ at: 'off' }] });
  const absolute = gaugePsiToPa(35, DEFAULTS.ambient) / 6894.757;
  t.true(near(tireOf(plant).coldPsi, (absolute * 293.15) / 323.15 - 14.696, 0, 0.01));
  plant.step(600, OFF);
  t.true(near(tireOf(plant).psi, tireOf(plant).coldPsi, 1e-4));
});

test('the truth is a copy, and its clock is the sum of the steps', (t) => {
  const plant = oneTire(20);
  plant.step(1.5, REST);
  const before = plant.truth();
  plant.step(2.5, FILL);
  t.is(before.seconds, 1.5);
  t.is(plant.truth().seconds, 4);
  t.not(before.tires[0]?.massKg, tireOf(plant).massKg);
});

test('what cannot be built or done is refused, and a refused move moves nothing', (t) => {
  const range = { instanceOf: RangeError };
  const [tire] = TWO_TIRES;
  t.throws(() => createPlant({ tires: [], outlets: [{ at: 0 }] }), range);
  t.throws(() => createPlant({ tires: TWO_TIRES, outlets: [{ at: 1 }, { at: 1 }] }), range);
  t.throws(() => createPlant({ tires: TWO_TIRES, outlets: [], lineL: 0 }), range);
  t.throws(() => oneTire(20, { outlet: { hoseL: 0 } }), range);
  t.throws(() => oneTire(-20), range);
  t.throws(() => oneTire(20, { cavity: { volumeL: 0, wallM2: 1 } }), range);
  t.throws(() => oneTire(20, { pressureSwitch: { cutInPsi: 110, cutOutPsi: 110 } }), range);
  t.throws(
    () =>
      oneTire(20, {
        relief: { opensPsi: 120, fullPsi: 120, conductance: { lPerSBar: 1, criticalRatio: 0 } },
      }),
    range,
  );
  if (!tire) return;
  const plant = createPlant({ tires: TWO_TIRES, outlets: [{ at: 0 }, { at: 1 }] });
  t.throws(() => plant.attach(1, 0), range);
  t.throws(() => plant.attach(0, 7), range);
  t.throws(() => plant.attach(2, 0), range);
  t.is(outletOf(plant, 1).at, 1);
  t.is(outletOf(plant, 0).at, 0);
  for (const seconds of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    t.throws(() => plant.step(seconds, OFF), range);
  t.throws(() => plant.setFaults([{ kind: 'hose-off', outlet: 5 }]), range);
  t.throws(() => plant.setFaults([{ kind: 'sensor-fails', sensor: 'supply', how: 'open' }]), range);
  t.throws(
    () => oneTire(20, { pressureSwitch: 'none', faults: [{ kind: 'switch-stuck', at: 'open' }] }),
    range,
  );
});

test('speed: simulated seconds in a second of the processor', (t) => {
  for (const [name, stepS, outlets] of [
    ['one hose', 0.02, 1],
    ['one hose', 0.05, 1],
    ['one hose', 0.1, 1],
    ['manifold of six', 0.05, 6],
  ] as const) {
    const plant = createPlant({
      tires: Array.from({ length: 6 }, (_, i) => ({ name: `T${i}`, cavity: TIRE_35, startPsi: 12 })),
      outlets: Array.from({ length: outlets }, (_, at) => ({ at })),
    });
    const seconds = 1000;
    const began = process.cpuUsage().user; // the machine is shared: time of this process only
    for (let i = 0; i < seconds / stepS; i++) {
      plant.step(stepS, (i * stepS) % 10 < 8 ? FILL : REST);
    }
    const wall = (process.cpuUsage().user - began) / 1e6;
    t.log(`${name}, steps of ${stepS * 1000} ms: ${Math.round(seconds / wall)}`);
    t.true(tireOf(plant).psi > 30);
  }
});
