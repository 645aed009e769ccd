import { type CycleStep, step } from '../../../firmware/air-up/cycle/cycle.js';
import type { CycleEvent } from '../../../firmware/air-up/cycle/events.js';
import type { Command, Measurements, Sample } from '../../../firmware/air-up/cycle/input.js';
import { type Job, type PumpConfig, ratiometric } from '../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import type { Phase } from '../../../firmware/air-up/cycle/outlet/outlet-state.js';
import type { Outputs } from '../../../firmware/air-up/cycle/outputs.js';
import { type CycleState, newCycle } from '../../../firmware/air-up/cycle/state.js';
import type { PlantFault } from '../../../firmware/air-up/plant/faults.js';
import { createPlant, type Plant, type PlantReadings } from '../../../firmware/air-up/plant/plant.js';
import type { PlantSetup } from '../../../firmware/air-up/plant/setup.js';
import type { TireCavity } from '../../../firmware/air-up/plant/tire/tire-size.js';
import { brokenPromise } from './matrix/promises.js';

/** Pressure of the air around at sea level, psi. */
export const AMBIENT = 14.696;
export const SENSOR = ratiometric(150);
/** Between two reports of a board, ms. */
export const STEP_MS = 20;

/** What the sensor gives for a pressure. */
export function ratioOf(psi: number): number {
  return SENSOR.zeroRatio + psi / SENSOR.psiPerRatio;
}

/** How often the true pressure is looked at, ms. */
const LOOK_MS = 100;

/** A mechanical switch and nothing else, or with a relay before it. */
export const NO_RELAY: PumpConfig = {
  control: { kind: 'mechanical', relay: false },
  duty: { kind: 'continuous' },
};
export const RELAY: PumpConfig = {
  control: { kind: 'mechanical', relay: true },
  duty: { kind: 'continuous' },
};
export const SOFTWARE: PumpConfig = {
  control: { kind: 'software', cutInPsi: 90, cutOutPsi: 110, sensor: SENSOR },
  duty: { kind: 'continuous' },
};

/** A small tire, so that tests are short: 25 l, and the wall of such. */
export const SMALL: TireCavity = { volumeL: 25, wallM2: 0.6 };

/** A job for one tire on one hose with a vent valve, unless told otherwise. */
export function job(targetPsi: number, { limits, ...more }: JobOptions = {}): Job {
  return {
    kind: 'inflate',
    tires: [{ name: 'FL', targetPsi, maxPsi: 35 }],
    outlets: [{ hasVent: true, sensor: SENSOR, tires: [0] }],
    pump: RELAY,
    aim: 'settled',
    ambientPsi: AMBIENT,
    ...more,
    limits: { ...DEFAULT_LIMITS, ...limits },
  };
}

export type JobOptions = Partial<Omit<Job, 'limits'>> & { readonly limits?: Partial<Job['limits']> };

/** A job for several tires: one hose that is moved, or an outlet for each. */
export function jobOf(targets: readonly number[], how: 'hose' | 'manifold', more: JobOptions = {}): Job {
  const all = targets.map((_, index) => index);
  const outlet = (tires: readonly number[]) => ({ hasVent: true, sensor: SENSOR, tires });
  return job(0, {
    tires: targets.map((targetPsi, index) => ({ name: `T${index}`, targetPsi, maxPsi: 35 })),
    outlets: how === 'hose' ? [outlet(all)] : all.map((index) => outlet([index])),
    ...more,
  });
}

/** Small tires at these pressures behind a full line; the first is on the hose, or each on its own. */
export function plantOf(
  starts: readonly number[],
  how: 'hose' | 'manifold' = 'hose',
  more: Partial<PlantSetup> = {},
): PlantSetup {
  return {
    tires: starts.map((startPsi, index) => ({ name: `T${index}`, cavity: SMALL, startPsi })),
    outlets: how === 'hose' ? [{ at: 0 }] : starts.map((_, at) => ({ at })),
    lineStartPsi: 105,
    ...more,
  };
}

/** Freezes all the way down: whoever writes into it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

/** What the board would report of a plant's readings. */
export function readingOf(readings: PlantReadings, setup: PlantSetup, atMs: number): Measurements {
  const sample = (counts: number, bits = 10): Sample => ({ ratio: (counts + 0.5) / 2 ** bits, atMs });
  const { supplySensor } = setup;
  return {
    outlets: readings.outletCounts.map((counts, i) => sample(counts, setup.outlets[i]?.sensor?.bits)),
    supply:
      readings.supplyCounts === undefined || supplySensor === undefined || supplySensor === 'none'
        ? undefined
        : sample(readings.supplyCounts, supplySensor.bits),
    switchClosed: readings.switchClosed,
    battery: { volts: readings.batteryVolts, atMs },
  };
}

/** How a reading is spoiled on its way to the cycle. */
export type Spoil = (reading: Measurements, nowMs: number) => Measurements;

/** A valve whose seat leaks: the hose gains 0.8 psi a minute from then on. */
export function gainingSince(fromMs: number): Spoil {
  return ({ outlets, ...reading }, nowMs) => {
    const gained = (0.8 * (nowMs - fromMs)) / 60_000;
    return {
      ...reading,
      outlets: outlets.map((one) => one && { ...one, ratio: one.ratio + (gained * 0.8) / 150 }),
    };
  };
}

/**
 * A cycle and a plant, step by step. Every step is held against the promises of the cycle, and the state is frozen
 * between the steps.
 */
export class Rig {
  readonly plant: Plant;
  readonly events: { readonly atMs: number; readonly event: CycleEvent }[] = [];
  state: CycleState;
  nowMs = 0;
  outputs: Outputs = { pump: false, outlets: [] };
  spoil: Spoil = (reading) => reading;
  /** Highest true pressure of any tire so far, psi. */
  highestPsi = 0;
  readonly openSinceMs: (number | undefined)[] = [];

  constructor(
    readonly job: Job,
    readonly setup: PlantSetup,
  ) {
    this.plant = createPlant(setup);
    this.state = deepFreeze(newCycle(job, 0));
  }

  /** One report of the board and what comes of it. */
  step(...commands: readonly Command[]): CycleStep {
    const { control } = this.job.pump;
    const alwaysFed = control.kind === 'mechanical' && !control.relay;
    const readings = this.plant.step(STEP_MS / 1000, {
      pumpPower: alwaysFed || this.outputs.pump,
      outlets: this.outputs.outlets,
    });
    this.nowMs += STEP_MS;
    const reading = deepFreeze(this.spoil(readingOf(readings, this.setup, this.nowMs), this.nowMs));
    const before = this.state;
    const taken = step(before, { reading, commands }, this.nowMs);
    this.state = deepFreeze(taken.state);
    this.outputs = taken.outputs;
    for (const event of taken.events) this.events.push({ atMs: this.nowMs, event });
    if (this.nowMs % LOOK_MS === 0) this.#look();
    const broken = brokenPromise(before, taken, this.openSinceMs, this.nowMs, STEP_MS);
    if (broken) throw new Error(`${broken} at ${this.nowMs} ms: ${this.log()}`);
    return taken;
  }

  #look(): void {
    for (const { psi } of this.plant.truth().tires) this.highestPsi = Math.max(this.highestPsi, psi);
  }

  start(): this {
    this.step({ kind: 'start' });
    return this;
  }

  /** Goes on for so long, or until something is so. @returns whether it became so */
  run(seconds: number, until: () => boolean = () => false): boolean {
    const endMs = this.nowMs + seconds * 1000;
    while (this.nowMs < endMs) {
      if (until()) return true;
      this.step();
    }
    return until();
  }

  /** Runs until the job has ended or a fault is on; throws when it hangs. */
  finish(atMostS = 600): string {
    if (!this.run(atMostS, () => this.ending !== 'running')) throw new Error(`hangs: ${this.log()}`);
    return this.ending;
  }

  get ending(): string {
    const { stage } = this.state;
    if (stage.kind === 'fault') return stage.fault.code;
    return stage.kind === 'ended' ? stage.reason : stage.kind;
  }

  phase(at = 0): Phase {
    const phase = this.state.outlets[at]?.phase;
    if (!phase) throw new RangeError(`no outlet ${at}`);
    return phase;
  }

  /** True pressure of a tire, psi. */
  psi(at = 0): number {
    return this.plant.truth().tires[at]?.psi ?? Number.NaN;
  }

  break(...faults: readonly PlantFault[]): void {
    this.plant.setFaults(faults);
  }

  count(kind: CycleEvent['kind']): number {
    return this.events.filter(({ event }) => event.kind === kind).length;
  }

  /** What has happened, for a failing test. */
  log(): string {
    const { stage } = this.state;
    const why = stage.kind === 'fault' ? ` ${stage.fault.reason}` : '';
    return `${this.events.map(({ atMs, event }) => `${(atMs / 1000).toFixed(2)} ${event.kind}`).join(', ')}${why}; ${this.psi().toFixed(2)} psi`;
  }
}
