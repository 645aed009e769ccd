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
const ROUNDS = 5;

/** CPU time for each step of 20 ms, in microseconds, and of all beside the plant alone. */
export interface SimulateCost {
  readonly plantUs: number;
  readonly cycleUs: number;
  readonly recordUs: number;
  readonly timesPlant: number;
}

/**
 * CPU time of `air simulate` on the jeep's four tires, beside that of its plant with its sensor alone, stepped as often
 * with the same valves and the same hose; the quickest of a few rounds each. The cycle is run at each step, as on a
 * board, and an unchanged state is not copied: what is left of it is the calculation.
 */
export function simulateCost(): SimulateCost {
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
  const cycled = quickest(() =>
    simulate({ job: vehicleJob.job, plant: buildPlant(vehicle, vehicleJob, asked) }),
  );
  const all = quickest(() => playJob(asked));
  return {
    plantUs: alone / done.length,
    cycleUs: (cycled - alone) / done.length,
    recordUs: (all - cycled) / done.length,
    timesPlant: all / alone,
  };
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
