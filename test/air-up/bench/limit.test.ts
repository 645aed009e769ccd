import test from 'ava';
import { createPlant } from '../../../firmware/air-up/plant/plant.js';
import { physicalLimit } from '../../bench/air-up/limit.js';
import { plantOf, randomJob } from '../../bench/air-up/play/jobs.js';
import { quantile } from '../../bench/statistics.js';

/** Holds the valve open for a time, knowing nothing, and lets hose and tire become one. */
function settledAfter(seed: number, openS: number, drainS: number): number {
  const plant = createPlant(plantOf(randomJob(seed)));
  plant.step(openS, { pumpPower: true, outlets: [{ fill: true, vent: false }] });
  plant.step(drainS, { pumpPower: true, outlets: [] });
  return plant.truth().tires[0]?.psi ?? Number.NaN;
}

// Small and large conductance, with and without tank, both pumps; 77 makes the small pump rest.
for (const seed of [1, 2, 3, 16, 36, 59, 96]) {
  const random = randomJob(seed);

  test(`the limit of job ${seed} settles at the target, and less time does not`, (t) => {
    const { openS, drainS, missPsi } = physicalLimit(plantOf(random), random.targetPsi);
    t.true(Math.abs(missPsi) <= 0.05);
    t.true(Math.abs(settledAfter(seed, openS, drainS) - random.targetPsi) <= 0.05);
    t.true(settledAfter(seed, 0.95 * openS, drainS) < random.targetPsi - 0.05);
  });
}

test('a pump that gets hot rests as long as is needed, not until its own cut-out closes', (t) => {
  const random = randomJob(77);
  const { openS, rests, missPsi } = physicalLimit(plantOf(random), random.targetPsi);
  t.is(rests, 1);
  t.true(Math.abs(missPsi) <= 0.05);
  t.true(settledAfter(77, openS, 1) < random.targetPsi - 0.5);
  t.true(settledAfter(77, 580, 1) > random.targetPsi - 0.5);
});

test('a quantile is a value that was there, and endless ones count', (t) => {
  t.is(quantile([4, 1, 3, 2], 0.5), 2);
  t.is(quantile([4, 1, 3, 2], 0.75), 3);
  t.is(quantile([1, 2, Number.POSITIVE_INFINITY], 0.95), Number.POSITIVE_INFINITY);
});
