import {
  createPlant,
  type PlantCommands,
  playJob,
  readVehicle,
  type SimulatedJob,
  simulate,
  VEHICLE_EXAMPLES,
} from '../../../firmware/air-up/library.js';
import { buildJob } from '../../../firmware/air-up/vehicle/plan/build-job.js';
import { buildPlant } from '../../../firmware/air-up/vehicle/plan/build-plant.js';

const STEP_S = 0.02;
const ROUNDS = 3;

/**
 * CPU time of `air simulate` on the jeep's four tires, beside that of its plant alone, stepped as often with the same
 * valves and the same hose; the quickest of a few rounds each.
 */
export function simulateCost(): number {
  const vehicle = readVehicle(VEHICLE_EXAMPLES.jeep ?? '', 'jeep');
  const targets = ['FL', 'FR', 'RL', 'RR'].map((tire) => ({ tire, targetPsi: 38, maxPsi: 50 }));
  const asked: SimulatedJob = { vehicle, kind: 'inflate', targets, startPsi: targets.map(() => 12) };
  const vehicleJob = buildJob(vehicle, 'inflate', targets);
  const setup = buildPlant(vehicle, vehicleJob, asked);
  const done: { readonly command: PlantCommands; readonly at: number | 'off' }[] = [];
  simulate({
    job: vehicleJob.job,
    plant: setup,
    onStep: ({ plant, step: { outputs } }) => {
      const at = plant.truth().outlets[0]?.at ?? 'off';
      done.push({ command: { pumpPower: outputs.pump, outlets: outputs.outlets }, at });
      return undefined;
    },
  });
  const alone = quickest(() => {
    const plant = createPlant(buildPlant(vehicle, vehicleJob, asked));
    let was: number | 'off' = 0;
    for (const { command, at } of done) {
      plant.step(STEP_S, command);
      if (at !== was) plant.attach(0, at);
      was = at;
    }
  });
  return quickest(() => playJob(asked)) / alone;
}

function quickest(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}
