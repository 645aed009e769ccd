import { CV, GAMMA, GAS_CONSTANT, REFERENCE_K, STEP_S } from './gas.js';

/** A room for air, as data. */
export interface ChamberSetup {
  /** At the pressure of the air around. */
  readonly m3: number;
  readonly pa: number;
  readonly kelvin: number;
  /** Air around it: pressure that it grows against, temperature that its wall cools to. */
  readonly ambientPa: number;
  readonly ambientK: number;
  /** Air to wall and wall to the outside, W/K. */
  readonly filmWPerK: number;
  readonly outsideWPerK: number;
  /** Heat that the wall takes, J/K; endless for a wall that stays as it is. */
  readonly wallJPerK: number;
  /** Share that it grows by for each Pa above the air around. */
  readonly growthPerPa: number;
}

/** Air with one pressure and one temperature, its wall, and what flows in during a step. */
export class Chamber {
  // Numbers from the beginning: a field that was once undefined makes V8 allocate each new value.
  massKg = Number.NaN;
  energyJ = Number.NaN;
  pa = Number.NaN;
  kelvin = Number.NaN;
  m3 = Number.NaN;
  /** 1 / m3. */
  perM3 = Number.NaN;
  wallK = Number.NaN;
  /** sqrt(293.15 K / temperature), for the flow out of it. */
  rootT = Number.NaN;
  /** What the passages bring in this step. */
  inKg = 0;
  inJ = 0;
  readonly #setup: ChamberSetup;

  constructor(setup: ChamberSetup) {
    this.#setup = setup;
    this.pa = setup.pa;
    this.kelvin = setup.kelvin;
    this.m3 = setup.m3 * (1 + setup.growthPerPa * (setup.pa - setup.ambientPa));
    this.perM3 = 1 / this.m3;
    this.massKg = (this.pa * this.m3) / (GAS_CONSTANT * this.kelvin);
    this.energyJ = this.massKg * CV * this.kelvin;
    this.wallK = setup.kelvin;
    this.rootT = Math.sqrt(REFERENCE_K / this.kelvin);
  }

  /** Pressure when all has the temperature around, Pa absolute. */
  get coldPa(): number {
    return (this.massKg * GAS_CONSTANT * this.#setup.ambientK) / this.m3;
  }

  /** Ends a step: takes in what came, gives heat to its wall, grows. */
  settle(): void {
    const { filmWPerK, outsideWPerK, wallJPerK, growthPerPa, ambientPa, ambientK, m3 } = this.#setup;
    const heatJ = filmWPerK * (this.wallK - this.kelvin) * STEP_S;
    this.massKg += this.inKg;
    this.energyJ += this.inJ + heatJ;
    this.wallK += (outsideWPerK * (ambientK - this.wallK) * STEP_S - heatJ) / wallJPerK;
    if (growthPerPa > 0) {
      const grown = m3 * (1 + growthPerPa * (this.pa - ambientPa));
      this.energyJ -= this.pa * (grown - this.m3);
      this.m3 = grown;
      this.perM3 = 1 / grown;
    }
    this.inKg = 0;
    this.inJ = 0;
    this.kelvin = this.energyJ / (this.massKg * CV);
    this.pa = (GAMMA - 1) * this.energyJ * this.perM3;
    this.rootT = Math.sqrt(REFERENCE_K / this.kelvin);
  }

  /** All that changes, for {@link restore}. */
  save(): readonly number[] {
    return [this.massKg, this.energyJ, this.pa, this.kelvin, this.m3, this.wallK, this.rootT];
  }

  restore([
    massKg = 0,
    energyJ = 0,
    pa = 0,
    kelvin = 0,
    m3 = 0,
    wallK = 0,
    rootT = 0,
  ]: readonly number[]): void {
    Object.assign(this, { massKg, energyJ, pa, kelvin, m3, perM3: 1 / m3, wallK, rootT });
  }
}

/** The air around: never settles, so what flowed into it adds up. */
export function openAir(pa: number, kelvin: number): Chamber {
  return new Chamber({
    m3: Number.POSITIVE_INFINITY,
    pa,
    kelvin,
    ambientPa: pa,
    ambientK: kelvin,
    filmWPerK: 0,
    outsideWPerK: 0,
    wallJPerK: Number.POSITIVE_INFINITY,
    growthPerPa: 0,
  });
}
