import test from 'ava';
import { checkJob } from '../../../firmware/air-up/cycle/index.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { buildJob } from '../../../firmware/air-up/vehicle/plan/build-job.js';
import { outOfReach } from '../../../firmware/air-up/vehicle/reach.js';
import { OnairError } from '../../../host/base/index.js';

const JEEP = VEHICLE_EXAMPLES.jeep ?? '';
/** A trailer on tires of a medium truck. */
const truck = (ratings: string, switched = 'in: 135, out: 150', full = '200 psi'): string =>
  `${JEEP.replace('in: 90, out: 110', switched).replace('full-scale: 150 psi', `full-scale: ${full}`).replaceAll('max: 65', 'max: 120')}\n${ratings}\n`;

const target = (tire: string, targetPsi: number) => [{ tire, targetPsi, maxPsi: 120 }];

const RATED = 'high-pressure: { sensor: 200 psi, hose: 250 psi, relief: 175 psi }';

test('rated parts allow 110 psi, and never more than 125', (t) => {
  const vehicle = readVehicle(truck(RATED), 'truck');
  t.is(vehicle.limits.ceilingPsi, 125);
  t.true(vehicle.limits.linePsi > 150 && vehicle.limits.linePsi < 175);
  t.deepEqual(checkJob(buildJob(vehicle, 'inflate', target('TL', 110)).job), []);
});

test('without the block 80 psi is the most, whatever switch and sensor are', (t) => {
  const vehicle = readVehicle(truck(''), 'truck');
  t.is(checkJob(buildJob(vehicle, 'inflate', target('TL', 81)).job)[0]?.code, 'target-above-ceiling');
});

test('the weakest part sets the limit: a sensor of 120 psi ends at 109', (t) => {
  const ratings = 'high-pressure: { sensor: 120 psi, hose: 250 psi, relief: 175 psi }';
  t.is(
    Math.round(readVehicle(truck(ratings, 'in: 90, out: 110', '120 psi'), 'truck').limits.ceilingPsi),
    109,
  );
});

for (const [what, ratings, says] of [
  [
    'a hose below what the relief valve lets come',
    'high-pressure: { sensor: 200 psi, hose: 180 psi, relief: 175 psi }',
    /hose/,
  ],
  [
    'a relief valve below the switch',
    'high-pressure: { sensor: 200 psi, hose: 250 psi, relief: 140 psi }',
    /before the switch/,
  ],
  [
    'another sensor than is wired',
    'high-pressure: { sensor: 300 psi, hose: 250 psi, relief: 175 psi }',
    /full-scale/,
  ],
  ['a rating that is missing', 'high-pressure: { sensor: 200 psi, hose: 250 psi }', /relief/],
] as const) {
  test(`refused: ${what}`, (t) => {
    const error = t.throws(() => readVehicle(truck(ratings), 'truck'), { instanceOf: OnairError });
    t.regex(`${error?.message}`, says);
  });
}

test('a target too near to where the switch goes on is out of reach', (t) => {
  const vehicle = readVehicle(truck(RATED, 'in: 90, out: 110'), 'truck');
  t.is(outOfReach(vehicle, target('TL', 85)), undefined);
  t.regex(outOfReach(vehicle, target('TL', 86))?.message ?? '', /too close to 90\.0 psi/);
  t.is(outOfReach(readVehicle(truck(RATED), 'truck'), target('TL', 110)), undefined);
});
