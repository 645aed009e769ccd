import test from 'ava';
import { simulate } from '../../../firmware/air-up/simulate/simulate.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { buildJob } from '../../../firmware/air-up/vehicle/plan/build-job.js';
import { buildPlant } from '../../../firmware/air-up/vehicle/plan/build-plant.js';

const JEEP = readVehicle(VEHICLE_EXAMPLES.jeep ?? '', 'jeep');
const TARGETS = ['FR', 'RL'].map((tire) => ({ tire, targetPsi: 38, maxPsi: 50 }));

/** How far the second tire is from its target when it has cooled, psi. */
function offPsi(aim: 'settled' | 'cold', filmWPerM2K: number, seed: number): number {
  const built = buildJob({ ...JEEP, aim }, 'inflate', TARGETS);
  const plant = { ...buildPlant(JEEP, built, { startPsi: [12, 12], seed }), filmWPerM2K };
  const truth = simulate({ job: built.job, plant }).plant.truth().tires[1];
  return (truth?.coldPsi ?? Number.NaN) - 38;
}

// Figures: firmware/air-up/SOURCES.md#which-pressure-is-meant.
for (const film of [5, 10, 20]) {
  test(`an hour later, film ${film}: nearer to the target where the job aims at cool air`, (t) => {
    for (const seed of [1, 2, 3]) {
      const settled = offPsi('settled', film, seed);
      const cold = offPsi('cold', film, seed);
      t.log(`seed ${seed}: settled ${settled.toFixed(2)}, cold ${cold.toFixed(2)}`);
      t.true(settled < -0.7, `${settled}`);
      t.true(Math.abs(cold) < 1.8, `${cold}`);
      t.true(Math.abs(cold) < Math.abs(settled));
    }
  });
}
