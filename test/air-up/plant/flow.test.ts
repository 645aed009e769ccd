import test from 'ava';
import fc from 'fast-check';
import { type Conductance, FlowPath } from '../../../firmware/air-up/plant/flow/flow.js';
import { SOLENOID_VALVE } from '../../../firmware/air-up/plant/flow/parts.js';
import { inSeries } from '../../../firmware/air-up/plant/flow/series.js';
import { lPerSBarToM3PerSPa } from '../../../firmware/units.js';

const T0 = 293.15;
const REFERENCE = 1.185;

/** Liters a minute of reference air (ANR). */
function anrLPerMin(c: Conductance, fromBar: number, toBar: number, kelvin = T0): number {
  return (new FlowPath(c).evaluate(fromBar * 1e5, kelvin, toBar * 1e5, kelvin) / REFERENCE) * 60_000;
}

const conductance = fc.record({
  lPerSBar: fc.double({ min: 0.01, max: 20, noNaN: true }),
  criticalRatio: fc.double({ min: 0, max: 0.6, noNaN: true }),
});
const pressure = fc.double({ min: 5e4, max: 1.5e6, noNaN: true });
const kelvin = fc.double({ min: 250, max: 370, noNaN: true });

test("SMC's example: C 2, b 0.3, 0.4 to 0.3 MPa gauge is 419.9 l/min", (t) => {
  t.true(Math.abs(anrLPerMin({ lPerSBar: 2, criticalRatio: 0.3 }, 5, 4) - 419.9) < 0.1);
});

test('choked: 600 C p1 sqrt(T0/T) l/min with p1 in MPa, whatever is behind', (t) => {
  const part = { lPerSBar: 2, criticalRatio: 0.3 };
  for (const behind of [0, 0.5, 1.5]) t.true(Math.abs(anrLPerMin(part, 5, behind) - 600) < 1e-9);
  t.true(Math.abs(anrLPerMin(part, 5, 0, 350) - 600 * Math.sqrt(T0 / 350)) < 1e-9);
  // The most that 110 psig drives through C 0.15 is 2.7 CFM, C 1 18 CFM (firmware/air-up/SOURCES.md#conductance).
  const at110 = (110 + 14.7) * 0.0689476;
  t.is((anrLPerMin({ lPerSBar: 0.15, criticalRatio: 0.4 }, at110, 1) / 28.3168).toFixed(1), '2.7');
  t.is((anrLPerMin({ lPerSBar: 1, criticalRatio: 0.4 }, at110, 1) / 28.3168).toFixed(0), '18');
});

test('a part of 3.2 l/(s bar) per Cv: the solenoid valve with Cv 0.30 has C 0.95', (t) => {
  t.true(Math.abs(SOLENOID_VALVE.lPerSBar - 0.95) < 0.02);
});

test('backwards is the same flow with the other sign, and equal pressures give none', (t) => {
  fc.assert(
    fc.property(conductance, pressure, pressure, kelvin, kelvin, (c, p1, p2, t1, t2) => {
      const path = new FlowPath(c);
      t.is(path.evaluate(p1, t1, p2, t2), 0 - new FlowPath(c).evaluate(p2, t2, p1, t1));
      t.is(Math.abs(path.evaluate(p1, t1, p1, t2)), 0);
    }),
  );
});

test('slopes are those of the flow, and the flow never falls when it is pushed more', (t) => {
  fc.assert(
    fc.property(conductance, pressure, pressure, kelvin, (c, p1, p2, temperature) => {
      const path = new FlowPath(c);
      const flow = (a: number, b: number): number => path.evaluate(a, temperature, b, temperature);
      const at = flow(p1, p2);
      const { slopeFrom, slopeTo } = path;
      t.true(slopeFrom >= 0 && slopeTo <= 0);
      const d = 0.01;
      const byFrom = (flow(p1 + d, p2) - flow(p1 - d, p2)) / (2 * d);
      const byTo = (flow(p1, p2 + d) - flow(p1, p2 - d)) / (2 * d);
      const ratio = Math.min(p1, p2) / Math.max(p1, p2);
      const atKink = Math.abs(ratio - 0.999) < 1e-6 || Math.abs(ratio - c.criticalRatio) < 1e-6;
      if (!atKink) {
        const full = lPerSBarToM3PerSPa(c.lPerSBar) * REFERENCE;
        t.true(Math.abs(byFrom - slopeFrom) <= 1e-4 * slopeFrom + 1e-5 * full, `${byFrom} ${slopeFrom}`);
        t.true(Math.abs(byTo - slopeTo) <= -1e-4 * slopeTo + 1e-5 * full, `${byTo} ${slopeTo}`);
      }
      t.true(flow(p1 + 1000, p2) >= at && flow(p1, p2 + 1000) <= at);
    }),
  );
});

test('the flow has no jump at its two borders', (t) => {
  fc.assert(
    fc.property(conductance, pressure, (c, p1) => {
      const path = new FlowPath(c);
      for (const border of [c.criticalRatio, 0.999]) {
        const [below, above] = [1 - 1e-9, 1 + 1e-9].map((by) => path.evaluate(p1, T0, p1 * border * by, T0));
        t.true(Math.abs((below ?? 0) - (above ?? 1)) <= 1e-4 * Math.abs(below ?? 0));
      }
    }),
  );
});

test('nonsense is refused', (t) => {
  for (const [lPerSBar, criticalRatio] of [
    [-1, 0.3],
    [Number.NaN, 0.3],
    [1, -0.1],
    [1, 1],
  ] as const) {
    t.throws(() => new FlowPath({ lPerSBar, criticalRatio }), { instanceOf: RangeError });
  }
});

test('in series: one alone is itself; b = 0 adds up as 1/C^2', (t) => {
  const alone = inSeries({ lPerSBar: 0.7, criticalRatio: 0.35 });
  t.true(Math.abs(alone.lPerSBar - 0.7) < 1e-12 && Math.abs(alone.criticalRatio - 0.35) < 1e-6);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.05, max: 5, noNaN: true }), { minLength: 2, maxLength: 4 }),
      (cs) => {
        const [first = 1, ...others] = cs;
        const part = (lPerSBar: number): Conductance => ({ lPerSBar, criticalRatio: 0 });
        const { lPerSBar, criticalRatio } = inSeries(part(first), ...others.map(part));
        const inverse = cs.reduce((sum, c) => sum + c ** -2, 0);
        t.true(Math.abs(lPerSBar ** -2 / inverse - 1) < 1e-9, `${lPerSBar}`);
        t.true(criticalRatio < 1e-3);
      },
    ),
  );
});

test('in series: within 3 % of what two parts with a room between them let through', (t) => {
  fc.assert(
    fc.property(
      conductance,
      conductance,
      fc.double({ min: 0.05, max: 0.97, noNaN: true }),
      (first, second, ratio) => {
        const one = new FlowPath(first);
        const two = new FlowPath(second);
        const [p1, p3] = [8e5, 8e5 * ratio];
        let [low, high] = [p3, p1];
        for (let i = 0; i < 60; i++) {
          const p2 = (low + high) / 2;
          if (one.evaluate(p1, T0, p2, T0) > two.evaluate(p2, T0, p3, T0)) low = p2;
          else high = p2;
        }
        const both = new FlowPath(inSeries(first, second)).evaluate(p1, T0, p3, T0);
        t.true(Math.abs(both / one.kgPerS - 1) < 0.03, `${both} for ${one.kgPerS}`);
      },
    ),
    { numRuns: 300 },
  );
});
