import {
  type Command,
  type CycleEvent,
  type CycleState,
  type CycleStep,
  type Job,
  type Measurements,
  newCycle,
  type Sample,
  step,
} from '../cycle/index.js';
import {
  createPlant,
  type Plant,
  type PlantCommands,
  type PlantReadings,
  type PlantSetup,
} from '../plant/index.js';

/** Time that a person takes to move a hose, s. */
export interface OperatorTiming {
  /** From the signal until the chuck is off. */
  readonly offS: number;
  /** From then until it is on the next tire. */
  readonly onS: number;
}

export const BRISK_OPERATOR: OperatorTiming = { offS: 3, onS: 12 };

/** A job on simulated devices. */
export interface Simulation {
  readonly job: Job;
  readonly plant: PlantSetup;
  readonly person?: OperatorTiming;
  /** Time between two reports of the board, ms; 20 as in StandardFirmata. */
  readonly stepMs?: number;
  /** Maximum time, s. */
  readonly atMostS?: number;
  /** Called after every step; may return commands for the next one. */
  readonly onStep?: (moment: SimulatedStep) => readonly Command[] | undefined;
}

/** State of plant and cycle after one step. */
export interface SimulatedStep {
  readonly nowMs: number;
  readonly plant: Plant;
  readonly readings: PlantReadings;
  readonly step: CycleStep;
}

export interface Simulated {
  readonly state: CycleState;
  readonly plant: Plant;
  readonly events: readonly { readonly atMs: number; readonly event: CycleEvent }[];
  readonly elapsedMs: number;
}

/** Runs a job on the plant, as fast as the computer can. The same setup always gives the same result. */
export function simulate({
  job,
  plant: setup,
  person = BRISK_OPERATOR,
  stepMs = 20,
  atMostS = 7200,
  onStep,
}: Simulation): Simulated {
  const plant = createPlant(setup);
  const steps = setup.outlets.map(({ sensor }) => 2 ** (sensor?.bits ?? 10));
  const supplySteps =
    2 ** (setup.supplySensor === undefined || setup.supplySensor === 'none' ? 10 : setup.supplySensor.bits);
  const alwaysFed = job.pump.control.kind === 'mechanical' && !job.pump.control.relay;
  const events: { atMs: number; event: CycleEvent }[] = [];
  const errands: { atMs: number; outlet: number; to: number | 'off' }[] = [];
  let state = newCycle(job, 0);
  let drive: PlantCommands = {
    pumpPower: alwaysFed,
    outlets: [],
  };
  let commands: readonly Command[] = [{ kind: 'start' }];
  let nowMs = 0;
  while (state.stage.kind === 'waiting' || state.stage.kind === 'running') {
    if (nowMs >= atMostS * 1000) break;
    const readings = plant.step(stepMs / 1000, drive);
    nowMs += stepMs;
    const reading = readingOf(readings, steps, supplySteps, nowMs);
    const taken = step(state, { reading, commands }, nowMs);
    state = taken.state;
    drive = { pumpPower: alwaysFed || taken.outputs.pump, outlets: taken.outputs.outlets };
    for (const event of taken.events) {
      events.push({ atMs: nowMs, event });
      if (event.kind !== 'move-hose') continue;
      // There is one person, who moves one hose after another.
      const offMs = Math.max(nowMs, errands.at(-1)?.atMs ?? 0) + person.offS * 1000;
      errands.push({ atMs: offMs, outlet: event.outlet, to: 'off' });
      errands.push({ atMs: offMs + person.onS * 1000, outlet: event.outlet, to: event.tire });
    }
    while (errands[0] && errands[0].atMs <= nowMs) {
      const { outlet, to } = errands.shift() as (typeof errands)[number];
      plant.attach(outlet, to);
    }
    // This person puts the hose where it was asked for, and says so when asked.
    const asked = onStep?.({ nowMs, plant, readings, step: taken });
    commands = taken.events.some(isQuestion) ? [{ kind: 'next' }, ...(asked ?? [])] : (asked ?? NONE);
  }
  return { state, plant, events, elapsedMs: nowMs };
}

const NONE: readonly Command[] = [];

const isQuestion = ({ kind }: CycleEvent): boolean => kind === 'which-tire';

/** @param steps of each outlet's converter */
function readingOf(
  readings: PlantReadings,
  steps: readonly number[],
  supplySteps: number,
  atMs: number,
): Measurements {
  const sample = (counts: number, of: number): Sample => ({ ratio: (counts + 0.5) / of, atMs });
  return {
    outlets: readings.outletCounts.map((counts, i) => sample(counts, steps[i] ?? 1024)),
    supply: readings.supplyCounts === undefined ? undefined : sample(readings.supplyCounts, supplySteps),
    switchClosed: readings.switchClosed,
    battery: { volts: readings.batteryVolts, atMs },
  };
}
