import { toPsi } from '../../../../firmware/air-up/cycle/estimate/gauge.js';
import { createPlant } from '../../../../firmware/air-up/plant/plant.js';
import { type Assignment, assignmentOf, type Play, REPORT_MS } from '../controllers/controller.js';
import { plantOf, type RandomJob } from './jobs.js';
import { judge, type Outcome } from './outcome.js';

/** The cycle's own limit for one tire, s of simulated time. */
const GIVE_UP_S = 30 * 60;

/** Plays a job with another controller: the same plant with the same noise, a reading every 20 ms. */
export function playController(random: RandomJob, controller: (assignment: Assignment) => Play): Outcome {
  const plant = createPlant(plantOf(random));
  const sensor = random.job.outlets[0]?.sensor;
  if (!sensor) throw new RangeError('a job without an outlet');
  const play = controller(assignmentOf(random.job));
  let answer = play.next();
  let [ms, valveCycles, wasOpen] = [0, 0, false];
  let highestPsi = Number.NEGATIVE_INFINITY;
  while (!answer.done && ms < 1000 * GIVE_UP_S) {
    if (wasOpen && !answer.value) valveCycles++;
    wasOpen = answer.value;
    const { outletCounts } = plant.step(REPORT_MS / 1000, {
      pumpPower: true,
      outlets: [{ fill: wasOpen, vent: false }],
    });
    ms += REPORT_MS;
    highestPsi = Math.max(highestPsi, plant.truth().tires[0]?.psi ?? highestPsi);
    answer = play.next(toPsi(((outletCounts[0] ?? 0) + 0.5) / 1024, sensor));
  }
  const said = {
    ending: answer.done ? 'done' : 'gave up',
    timeS: ms / 1000,
    valveCycles,
    readPsi: answer.done ? answer.value : Number.NaN,
  };
  return judge(random, said, plant.truth(), highestPsi);
}
