import test from 'ava';
import { Chance } from './chance.js';
import { GAS_CONSTANT, PA_PER_PSI } from './gas.js';
import { Plant } from './plant.js';
import { Sensor, SOUND_SENSOR } from './sensor.js';
import { pumpOf } from './setup.js';

const QUIET = { ...SOUND_SENSOR, noisePsi: 0, bits: 20 };

function psiOf(sensor: Sensor): number {
  return ((sensor.convert() / 2 ** sensor.setup.bits - 0.1) / 0.8) * sensor.setup.fullScalePsi;
}

function sample(sensor: Sensor, psi: number, ms: number): void {
  for (let i = 0; i < ms; i++) sensor.sample(psi);
}

test('sensor: a step comes through by 1 - 1/e after its lag', (t) => {
  const sensor = new Sensor({ ...QUIET, lagS: 0.2 }, 0, new Chance(1));
  sample(sensor, 40, 200);
  t.true(Math.abs(psiOf(sensor) - 40 * (1 - 1 / Math.E)) < 0.1);
});

test('sensor: offset, gain, drift, supply and wire show as they should; a blocked port stays', (t) => {
  const read = (wrong: Partial<typeof QUIET>, ms = 2000): number => {
    const sensor = new Sensor({ ...QUIET, ...wrong }, 0, new Chance(1));
    sample(sensor, 40, ms);
    return psiOf(sensor);
  };
  const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 0.05;
  t.true(near(read({}), 40));
  t.true(near(read({ offsetPsi: -3 }), 37));
  t.true(near(read({ gain: 1.02 }), 40.8));
  t.true(near(read({ driftPsiPerS: -0.5 }), 39));
  t.true(near(read({ supplyError: 0.08 }), 40 * 1.08 + (0.1 / 0.8) * 150 * 0.08));
  t.true(near(read({ lagS: Number.POSITIVE_INFINITY }), 0));
  t.is(new Sensor({ ...QUIET, wire: 1 }, 0, new Chance(1)).convert(), 2 ** 20 - 1);
});

test('sensor: noise has the deviation that was asked for, a count of 10 bits is 0.183 psi of 150', (t) => {
  const sensor = new Sensor({ ...SOUND_SENSOR, noisePsi: 0.5, bits: 16 }, 30, new Chance(3));
  sample(sensor, 30, 100);
  const values = Array.from({ length: 4000 }, () => psiOf(sensor));
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  t.true(Math.abs(mean - 30) < 0.05);
  t.true(Math.abs(deviation - 0.5) < 0.03);
  t.true(Math.abs(150 / 0.8 / 1024 - 0.183) < 0.001);
});

function onePlant(more: Partial<ConstructorParameters<typeof Plant>[0]> = {}): Plant {
  return new Plant({
    seed: 1,
    tires: [{ liters: 96, startPsi: 20, growthPerPsi: 0 }],
    outlets: [{ at: 0 }],
    pump: pumpOf(6),
    relay: false,
    lineStartPsi: 100,
    ...more,
  });
}

test('hose: shut after a fill, hose and tire come to one pressure, by the air of both', (t) => {
  const plant = onePlant();
  const outlet = plant.outlets[0];
  if (!outlet) return t.fail();
  outlet.fill.command(true, 0);
  plant.run(20_000);
  const flowingPsi = plant.psi(outlet.nodes[0] ?? plant.line);
  t.true(flowingPsi > plant.tirePsi(0) + 10, 'the sensor stands at the high end of the hose');
  outlet.fill.command(false, plant.nowMs);
  plant.run(21);
  const kg = (): number => [...outlet.nodes, ...plant.tires].reduce((sum, { massKg }) => sum + massKg, 0);
  const before = kg();
  plant.run(1500);
  t.true(Math.abs(kg() - before) < 1e-9 * before, 'no air is lost');
  for (const node of outlet.nodes) t.true(Math.abs(plant.psi(node) - plant.tirePsi(0)) < 0.05);
});

test('all the air that the pump took in is in line, hose and tire', (t) => {
  const plant = onePlant({ relay: true });
  plant.outlets[0]?.fill.command(true, 0);
  plant.relay.command(true, 0);
  const kg = (): number =>
    [plant.line, ...plant.tires, ...(plant.outlets[0]?.nodes ?? [])].reduce(
      (sum, { massKg }) => sum + massKg,
      0,
    );
  const before = kg();
  plant.run(30_000);
  t.true(kg() > before + 0.05);
  t.true(Math.abs(kg() + plant.outside.inKg - before) < 1e-9);
});

test('pump: free flow is its rating, 4.65 of 6.16 CFM at 29 psi as the ARB, nothing at its stall pressure', (t) => {
  const flow = (psi: number): number => {
    // An endless tank holds the pressure.
    const plant = onePlant({
      pump: pumpOf(6.16, { batteryOhms: 0, cableOhms: 0 }),
      tankLiters: 1e5,
      lineStartPsi: psi,
      cutInPsi: 400,
      cutOutPsi: 500,
      reliefPsi: 600,
    });
    plant.run(2000);
    const before = plant.line.massKg;
    plant.run(10_000);
    return ((plant.line.massKg - before) * GAS_CONSTANT * 293.15) / 101_325 / 10 / 4.719474e-4;
  };
  t.true(Math.abs(flow(0) - 6.16) < 0.1, `${flow(0)}`);
  t.true(Math.abs(flow(29) - 4.65) < 0.5, `${flow(29)}`);
  t.true(flow(210) < 0.05);
});

test('pump: starts and load pull the battery down, and it then makes less', (t) => {
  const strong = onePlant({ tankLiters: 100, lineStartPsi: 50 });
  const weak = onePlant({ tankLiters: 100, lineStartPsi: 50, pump: pumpOf(6, { batteryOhms: 0.04 }) });
  for (const plant of [strong, weak]) plant.run(20_000);
  t.true(weak.pump.volts < 12 && strong.pump.volts > 13);
  t.true(weak.line.massKg < strong.line.massKg);
});

test('pump: its own cut-out opens when it has run for longer than its plate, and closes when it has cooled', (t) => {
  const plant = onePlant({
    tankLiters: 500,
    lineStartPsi: 0,
    pump: pumpOf(1, { longestRunS: 20, share: 0.5 }),
  });
  plant.run(24_000);
  t.false(plant.pump.tripped);
  plant.run(2000);
  t.true(plant.pump.tripped);
  plant.run(20_000);
  t.false(plant.pump.tripped);
});

test('switch: stops the pump at 110 and starts it at 90 psi', (t) => {
  const plant = onePlant();
  plant.outlets[0]?.fill.command(true, 0);
  plant.run(2000);
  t.true(plant.pump.isRunning);
  plant.outlets[0]?.fill.command(false, plant.nowMs);
  plant.run(5000);
  t.false(plant.pump.isRunning);
  t.true(plant.psi(plant.line) > 105 && plant.psi(plant.line) < 125);
});

test('valve: opens and closes so much later', (t) => {
  const plant = onePlant({ outlets: [{ at: 0, openMs: 40, closeMs: 250 }] });
  const outlet = plant.outlets[0];
  outlet?.fill.command(true, 0);
  plant.run(39);
  t.false(outlet?.fill.isOn);
  plant.run(2);
  t.true(outlet?.fill.isOn);
  outlet?.fill.command(false, plant.nowMs);
  plant.run(249);
  t.true(outlet?.fill.isOn);
  plant.run(2);
  t.false(outlet?.fill.isOn);
});

test('altitude: the air is thinner, and a gauge counts from it', (t) => {
  const high = onePlant({ altitudeM: 3000 });
  t.true(Math.abs(high.outside.pa - 70_109) < 200, 'ISO 2533: 701 hPa at 3000 m');
  t.true(Math.abs(high.tirePsi(0) - 20) < 1e-9);
  t.true(Math.abs((high.tires[0]?.pa ?? 0) - high.outside.pa - 20 * PA_PER_PSI) < 1);
});

test('what is saved comes back, and goes on the same', (t) => {
  const plant = onePlant();
  plant.outlets[0]?.fill.command(true, 0);
  plant.run(3000);
  const saved = plant.save();
  plant.run(5000);
  const psi = plant.tirePsi(0);
  plant.restore(saved);
  t.is(plant.nowMs, 3000);
  plant.run(5000);
  t.true(Math.abs(plant.tirePsi(0) - psi) < 1e-3);
});
