import test from 'ava';
import fc from 'fast-check';
import { toPsi } from '../../../firmware/air-up/cycle/estimate/gauge.js';
import { checkJob } from '../../../firmware/air-up/cycle/job/check-job.js';
import { createPlant } from '../../../firmware/air-up/plant/plant.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { buildJob } from '../../../firmware/air-up/vehicle/plan/build-job.js';
import { buildPlant } from '../../../firmware/air-up/vehicle/plan/build-plant.js';

const JEEP = VEHICLE_EXAMPLES.jeep ?? '';
const jeep = readVehicle(JEEP, 'jeep.yaml');
const manifold = readVehicle(JEEP.replace('one-hose ', 'manifold '), 'jeep.yaml');

test('tires come in the order of the file, whatever order was typed', (t) => {
  const target = (tire: string) => ({ tire, targetPsi: 30, maxPsi: 50 });
  const { job } = buildJob(jeep, 'inflate', [target('RR'), target('FL')]);
  t.deepEqual(
    job.tires.map(({ name }) => name),
    ['FL', 'RR'],
  );
  t.deepEqual(
    job.outlets.map(({ tires }) => tires),
    [[0, 1]],
  );
  t.throws(() => buildJob(jeep, 'inflate', [target('XX')]), { instanceOf: RangeError });
});

test('a manifold opens the valve of the tire that was named, not the first one', (t) => {
  const { job, outlets } = buildJob(manifold, 'inflate', [{ tire: 'RR', targetPsi: 30, maxPsi: 50 }]);
  t.is(job.outlets.length, 1);
  t.deepEqual(outlets, [3]);
});

test('nothing in a target gets it above the tire’s own maximum past the check', (t) => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      (targetPsi, maxPsi) => {
        const { job } = buildJob(jeep, 'inflate', [{ tire: 'FL', targetPsi, maxPsi }]);
        t.true((job.tires[0]?.maxPsi ?? 999) <= 50);
        return targetPsi <= Math.min(50, maxPsi) || checkJob(job).length > 0;
      },
    ),
  );
});

test('the plant has a sensor that its calibration is right for', (t) => {
  const text = JEEP.replace(
    /# (calibration: \{) zero-ratio: 0.1, psi-per-ratio: 187.5/,
    '$1 zero-ratio: 0.11, psi-per-ratio: 200',
  );
  const vehicle = readVehicle(text, 'jeep.yaml');
  const built = buildJob(vehicle, 'inflate', [{ tire: 'FL', targetPsi: 38, maxPsi: 50 }]);
  const plant = createPlant(buildPlant(vehicle, built, { startPsi: [30] }));
  const sensor = built.job.outlets[0]?.sensor;
  if (!sensor) return t.fail();
  let sum = 0;
  for (let i = 0; i < 200; i++) {
    const [counts = 0] = plant.step(0.02, { pumpPower: false, outlets: [] }).outletCounts;
    sum += toPsi((counts + 0.5) / 1024, sensor);
  }
  t.true(Math.abs(sum / 200 - 30) < 0.1, `${sum / 200}`);
});

test('what is not wired is not in the plant', (t) => {
  const built = buildJob(jeep, 'inflate', [{ tire: 'FL', targetPsi: 38, maxPsi: 50 }]);
  const plant = buildPlant(jeep, built, { startPsi: [12] });
  t.is(plant.outlets[0]?.ventValve, 'none');
  t.is(plant.supplySensor, 'none');
  const software = readVehicle(
    JEEP.replace('by: mechanical,', 'by: software, sensor: { full-scale: 200 psi },'),
    'jeep.yaml',
  );
  const other = buildPlant(
    software,
    buildJob(software, 'inflate', [{ tire: 'FL', targetPsi: 38, maxPsi: 50 }]),
    { startPsi: [12] },
  );
  t.is(other.pressureSwitch, 'none');
  t.not(other.supplySensor, 'none');
});
