import type { Clock } from '../../../host/base/index.js';
import {
  createPlant,
  type Plant,
  type PlantCommands,
  type PlantFault,
  type PlantReadings,
  type PlantSetup,
  type PlantTruth,
} from '../plant/index.js';

const NOTHING: PlantCommands = { pumpPower: false, outlets: [] };

/** A plant that runs by a clock: it catches up before every query and command. */
export class RunningPlant {
  readonly #plant: Plant;
  readonly #broken: PlantFault[] = [];
  /** The commands since the last change of the outputs. */
  #held = NOTHING;
  #readings: PlantReadings;
  #atMs: number;

  constructor(
    setup: PlantSetup,
    private readonly clock: Clock,
  ) {
    this.#atMs = clock.now();
    this.#plant = createPlant(setup);
    this.#readings = this.#plant.step(Number.MIN_VALUE, NOTHING);
  }

  /** The measurements as of the last {@link catchUp}. */
  get readings(): PlantReadings {
    return this.#readings;
  }

  /** Lets time pass until now, with the commands that applied until now. */
  catchUp(): void {
    const now = this.clock.now();
    if (now > this.#atMs) this.#readings = this.#plant.step((now - this.#atMs) / 1000, this.#held);
    this.#atMs = now;
  }

  /** These commands apply from now on. */
  command(commands: PlantCommands): void {
    this.catchUp();
    this.#held = commands;
  }

  /** A person moves a hose. @throws RangeError for a place that does not exist or is taken */
  attach(outlet: number, to: number | 'off'): void {
    this.catchUp();
    this.#plant.attach(outlet, to);
  }

  /** Adds a fault. */
  damage(fault: PlantFault): void {
    this.catchUp();
    this.#broken.push(fault);
    this.#plant.setFaults(this.#broken);
  }

  /** The simulated truth, now. */
  truth(): PlantTruth {
    this.catchUp();
    return this.#plant.truth();
  }
}
