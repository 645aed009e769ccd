import type { Job, Limits } from '../../../../firmware/air-up/cycle/job/job.js';
import type { PlantTruth } from '../../../../firmware/air-up/plant/truth.js';
import { simulate } from '../../../../firmware/air-up/simulate/simulate.js';
import { plantOf, type RandomJob } from './jobs.js';
import { judge, type Outcome } from './outcome.js';

/** What is done otherwise than the job says. */
export interface Change {
  readonly aim?: Job['aim'];
  readonly limits?: Partial<Limits>;
}

/** Plays a job with the cycle. */
export function playCycle(random: RandomJob, { aim, limits }: Change = {}): Outcome {
  const job: Job = {
    ...random.job,
    aim: aim ?? random.job.aim,
    limits: { ...random.job.limits, ...limits },
  };
  let highestPsi = Number.NEGATIVE_INFINITY;
  let atDone: { truth: PlantTruth; timeS: number; psi: number; outcome: string } | undefined;
  const { state, plant, elapsedMs } = simulate({
    job,
    plant: plantOf(random),
    onStep: ({ plant: now, nowMs, step }) => {
      const truth = now.truth();
      highestPsi = Math.max(highestPsi, truth.tires[0]?.psi ?? highestPsi);
      for (const event of step.events) {
        if (event.kind === 'tire-done')
          atDone = { truth, timeS: nowMs / 1000, psi: event.psi, outcome: event.outcome };
      }
      return undefined;
    },
  });
  const fault = state.stage.kind === 'fault' ? state.stage.fault.code : undefined;
  const said = {
    ending: fault ?? atDone?.outcome ?? 'no end',
    timeS: atDone?.timeS ?? elapsedMs / 1000,
    valveCycles: state.tires[0]?.valveCycles ?? 0,
    readPsi: atDone?.psi ?? Number.NaN,
  };
  return judge(random, said, atDone?.truth ?? plant.truth(), highestPsi);
}
