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

/** A plant whose time is that of a clock: it catches up whenever something is asked or told. */
export class RunningPlant {
  readonly #plant: Plant;
  readonly #broken: PlantFault[] = [];
  /** What holds since the outputs changed last. */
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

  /** What can be measured, as of the last {@link catchUp}. */
  get readings(): PlantReadings {
    return this.#readings;
  }

  /** Time passes until now, under the commands that held until now. */
  catchUp(): void {
    const now = this.clock.now();
    if (now > this.#atMs) this.#readings = this.#plant.step((now - this.#atMs) / 1000, this.#held);
    this.#atMs = now;
  }

  /** From now on these hold. */
  command(commands: PlantCommands): void {
    this.catchUp();
    this.#held = commands;
  }

  /** A person moves a hose. @throws RangeError for a place that is not there, or taken */
  attach(outlet: number, to: number | 'off'): void {
    this.catchUp();
    this.#plant.attach(outlet, to);
  }

  /** One thing more is broken. */
  damage(fault: PlantFault): void {
    this.catchUp();
    this.#broken.push(fault);
    this.#plant.setFaults(this.#broken);
  }

  /** What is really so, now. */
  truth(): PlantTruth {
    this.catchUp();
    return this.#plant.truth();
  }
}
