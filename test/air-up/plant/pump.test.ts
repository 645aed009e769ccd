import test from 'ava';
import { Curve } from '../../../firmware/air-up/plant/supply/curve.js';
import { PressureSwitch } from '../../../firmware/air-up/plant/supply/pressure-switch.js';
import { Pump } from '../../../firmware/air-up/plant/supply/pump.js';
import {
  ARB_TWIN,
  PUMP_MODELS,
  type PumpModel,
  SMALL_12V,
} from '../../../firmware/air-up/plant/supply/pump-models.js';
import { atmosphereAt, gaugePsiToPa, kgPerSToFreeLPerMin, lPerMinToCfm } from '../../../firmware/units.js';

const SEA = atmosphereAt(0, 20);
const STRONG = { batteryVolts: 13.8, batteryOhms: 0, cableOhms: 0 };

/** CFM of free air at a gauge pressure, running. */
function cfm(model: PumpModel, psi: number, electric = STRONG, ambient = SEA): number {
  const pump = new Pump(model, electric, ambient);
  pump.feed(true);
  const pa = gaugePsiToPa(psi, ambient);
  pump.load(pa);
  return lPerMinToCfm(kgPerSToFreeLPerMin(pump.evaluate(pa), ambient));
}

const close = (a: number, b: number, by = 1e-6): boolean => Math.abs(a - b) <= by;

test('a curve: straight between its points, level outside, with its slope', (t) => {
  const curve = new Curve([
    [0, 10],
    [5, 20],
    [10, 0],
  ]);
  for (const [x, y, slope] of [
    [-1, 10, 0],
    [0, 10, 0],
    [1, 12, 2],
    [5, 20, 2],
    [7.5, 10, -4],
    [10, 0, -4],
    [11, 0, 0],
  ] as const) {
    t.deepEqual([curve.at(x), curve.slope], [y, slope], `${x}`);
  }
  t.throws(() => new Curve([]), { instanceOf: RangeError });
});

// Points and ratios: firmware/air-up/SOURCES.md#pump-curves.
test('flow: the points of the tables, straight between, on to nothing', (t) => {
  for (const [psi, wanted] of [
    [0, 6.16],
    [29, 4.65],
    [60, 3.7],
    [80, 3.2],
    [100, 2.7],
    [110, 2.45],
    [208, 0],
    [300, 0],
  ] as const) {
    t.true(close(cfm(ARB_TWIN, psi), wanted), `${psi} psi: ${cfm(ARB_TWIN, psi)}`);
  }
  t.true(close(cfm(SMALL_12V, 14.5), 2.15));
  t.true(close(cfm(SMALL_12V, 125), 0.5));
  t.is(cfm(SMALL_12V, 150), 0);
});

test('ratios stay where those of measured pumps are', (t) => {
  for (const model of Object.values(PUMP_MODELS)) {
    const at = (psi: number): number => cfm(model, psi);
    t.true(at(30) / at(0) >= 0.4 && at(30) / at(0) <= 0.85);
    t.true(at(100) / at(30) >= 0.35 && at(100) / at(30) <= 0.7);
  }
});

test('voltage: 8 % of the flow per volt, never below none; a cable costs what it drops', (t) => {
  const at12 = cfm(ARB_TWIN, 29, { ...STRONG, batteryVolts: 12 });
  t.true(close(at12, 4.65 * (1 - 0.08 * 1.8)));
  t.is(cfm(ARB_TWIN, 29, { ...STRONG, batteryVolts: 1 }), 0);
  const pump = new Pump(ARB_TWIN, { batteryVolts: 12.6, batteryOhms: 0.008, cableOhms: 0.012 }, SEA);
  const pa = gaugePsiToPa(29, SEA);
  pump.load(pa);
  t.is(pump.batteryVolts, 12.6); // stands
  pump.feed(true);
  pump.load(pa);
  t.is(pump.amps, 50);
  t.true(close(pump.batteryVolts, 12.2)); // 0.4 V inside the battery is seen there, 0.6 V of cable is not
  const flow = lPerMinToCfm(kgPerSToFreeLPerMin(pump.evaluate(pa), SEA));
  t.true(close(flow, 4.65 * (1 - 0.08 * (13.8 - 11.6))));
});

test('current: the published points, level outside', (t) => {
  const pump = new Pump(ARB_TWIN, STRONG, SEA);
  pump.feed(true);
  for (const [psi, amps] of [
    [0, 28],
    [14.5, 39],
    [29, 50],
    [110, 50],
  ] as const) {
    pump.load(gaugePsiToPa(psi, SEA));
    t.true(close(pump.amps, amps), `${psi} psi: ${pump.amps}`);
  }
});

test('high up: the same ratio of pressures, the same volume of thinner air, a lower end', (t) => {
  const high = atmosphereAt(3000, 10);
  const ratio = high.pressurePa / SEA.pressurePa;
  t.true(close(cfm(ARB_TWIN, 60 * ratio, STRONG, high), 3.7));
  t.true(close(cfm(ARB_TWIN, 0, STRONG, high), 6.16));
  const pump = new Pump(SMALL_12V, STRONG, high);
  t.true(close(pump.highestPa, gaugePsiToPa(150 * ratio, high), 1e-3));
});

test('starts are counted once each, and time only while it runs', (t) => {
  const pump = new Pump(ARB_TWIN, STRONG, SEA);
  t.true(pump.feed(true));
  t.false(pump.feed(true));
  pump.advance(3);
  t.true(pump.feed(false));
  pump.advance(5);
  pump.feed(true);
  pump.advance(2);
  t.deepEqual([pump.starts, pump.runSeconds], [2, 5]);
  t.is(pump.evaluate(2e5) > 0, true);
  pump.feed(false);
  t.is(pump.evaluate(2e5), 0);
});

test('heat: the small pump cuts out after 240 s from cold and rests five minutes', (t) => {
  const pump = new Pump(SMALL_12V, STRONG, SEA);
  pump.feed(true);
  let seconds = 0;
  for (; !pump.heat.isOpen && seconds < 1000; seconds++) pump.advance(1);
  t.is(seconds, 240);
  pump.feed(true);
  t.false(pump.running);
  let rest = 0;
  for (; pump.heat.isOpen && rest < 3600; rest++) pump.advance(1);
  t.true(rest > 180 && rest < 1800, `${rest} s`); // "off from a few to 30 minutes"
  pump.feed(true);
  t.is(pump.starts, 2);
});

test('heat: its duty in short runs never cuts out, a little more does; a continuous pump never', (t) => {
  const runs = (model: PumpModel, share: number): boolean => {
    const pump = new Pump(model, STRONG, SEA);
    for (let i = 0; i < 3000; i++) {
      pump.feed(i % 10 < share * 10);
      pump.advance(1);
      if (pump.heat.isOpen) return false;
    }
    return true;
  };
  t.true(runs(SMALL_12V, 0.3));
  t.false(runs(SMALL_12V, 0.5));
  t.true(runs(ARB_TWIN, 1));
});

test('nonsense is refused', (t) => {
  const range = { instanceOf: RangeError };
  t.throws(() => new Pump({ ...ARB_TWIN, flow: ARB_TWIN.flow.slice(0, 3) }, STRONG, SEA), range);
  t.throws(() => new Pump({ ...ARB_TWIN, flow: [] }, STRONG, SEA), range);
  t.throws(() => new Pump({ ...ARB_TWIN, flow: ARB_TWIN.flow.toReversed() }, STRONG, SEA), range);
  const duty = { kind: 'intermittent', share: 1.2, longestRunS: 60 } as const;
  t.throws(() => new Pump({ ...ARB_TWIN, duty }, STRONG, SEA), range);
  t.throws(() => new PressureSwitch({ cutInPsi: 110, cutOutPsi: 90 }), range);
});

test('the switch: off at 110, on again at 90, nothing between', (t) => {
  const gauge = new PressureSwitch({ cutInPsi: 90, cutOutPsi: 110 });
  const heard = [0, 109.9, 110, 95, 90.1, 90, 105, 120, 0].map((psi) => {
    gauge.applyPressure(psi);
    return gauge.isClosed;
  });
  t.deepEqual(heard, [true, true, false, false, false, true, true, false, true]);
});
