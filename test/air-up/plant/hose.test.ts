import test from 'ava';
import { FlowPath } from '../../../firmware/air-up/plant/flow/flow.js';
import { hoseConductance, hoseLossPsi, hoseVolumeL } from '../../../firmware/air-up/plant/flow/hose.js';
import { atmosphereAt, cfmToLPerMin, gaugePsiToPa, paToPsi } from '../../../firmware/units.js';

const SEA = atmosphereAt(0, 20);

/** Psi lost in 25 ft at 30 psig, by inner diameter and CFM: firmware/air-up/SOURCES.md#hose-loss. */
const TABLE = [
  { inch: 1 / 4, losses: { 1.2: 0.5, 2.3: 1.8, 4.65: 6.7, 6: 10.7 } },
  { inch: 5 / 16, losses: { 1.2: 0.2, 2.3: 0.6, 4.65: 2.2, 6: 3.5 } },
  { inch: 3 / 8, losses: { 1.2: 0.1, 2.3: 0.2, 4.65: 0.9, 6: 1.4 } },
] as const;

for (const { inch, losses } of TABLE) {
  const hose = { lengthM: 7.62, innerMm: inch * 25.4 };
  for (const [cfmText, psi] of Object.entries(losses)) {
    const cfm = Number(cfmText);
    test(`25 ft of ${inch} in at ${cfm} CFM lose ${psi} psi`, (t) => {
      const loss = hoseLossPsi(hose, cfm, 30);
      t.true(Math.abs(loss - psi) <= 0.05 + 0.005 * psi, `${loss}`);
    });
    test(`${inch} in at ${cfm} CFM: the conductance loses the same within 13 % around its mean pressure`, (t) => {
      const formula = hoseLossPsi(hose, cfm, 30);
      const path = new FlowPath(hoseConductance(hose));
      const middle = gaugePsiToPa(30, SEA);
      let [low, high] = [0, 100_000];
      const wanted = (cfmToLPerMin(cfm) / 60_000) * 1.185;
      for (let i = 0; i < 60; i++) {
        const half = (low + high) / 2;
        if (path.evaluate(middle + half, 293.15, middle - half, 293.15) < wanted) low = half;
        else high = half;
      }
      const loss = 2 * paToPsi(low);
      // A loss below 0.1 % of the pressure lies in the laminar part, where an ellipse can't tell.
      t.true(Math.abs(loss / formula - 1) < 0.13 || loss < 0.1, `${loss} for ${formula}`);
    });
  }
}

test('a quarter inch hose of 25 ft holds a quarter liter', (t) => {
  t.true(Math.abs(hoseVolumeL({ lengthM: 7.62, innerMm: 6.35 }) - 0.2413) < 1e-4);
});

test('twice the length: the conductance falls by the root of two', (t) => {
  const [one, two] = [7.62, 15.24].map((lengthM) => hoseConductance({ lengthM, innerMm: 6.35 }).lPerSBar);
  t.true(Math.abs((one ?? 0) / (two ?? 1) - Math.SQRT2) < 1e-9);
});
