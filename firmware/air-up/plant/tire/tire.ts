import { type Atmosphere, celsiusToKelvin, gaugePsiToPa } from '../../../units.js';
import { CP, CV, massKg, pressurePa } from '../flow/air.js';
import type { FlowPath } from '../flow/flow.js';
import type { TireCavity } from './tire-size.js';

/** A tire on its wheel. */
export interface TireSetup {
  readonly name: string;
  readonly cavity: TireCavity;
  readonly startPsi: number;
  /** Temperature of its air at the beginning; ambient unless given (it is warmer after driving). */
  readonly startC?: number;
  /** Heat that passes from the air to the wall, W/(m2 K); 0 is an adiabatic tire. */
  readonly filmWPerM2K?: number;
}

/**
 * The air in a tire: a fixed volume with balances of mass and energy,
 * d(m cv T) = cp T_in dm_in - cp T dm_out - h A (T - T_wall) dt, with the wall at ambient temperature.
 * Sources: SOURCES.md#heat-in-the-tire (lumped model, h 5-20 W/(m2 K), tau 9-38 s), chamber equations of Simscape.
 * Volume does not grow with pressure and the wall does not warm up: no source gives figures.
 */
export class Tire {
  readonly name: string;
  /** A fault: a hole that loses air. */
  leak: FlowPath | undefined;
  readonly #m3: number;
  readonly #wallWPerK: number;
  readonly #ambient: Atmosphere;
  massKg: number;
  /** Internal energy, m cv T. */
  energyJ: number;
  kelvin: number;
  pressurePa: number;
  /** Heat transferred to the wall so far. */
  heatToWallJ = 0;
  /** Enthalpy of the air that has come in so far, less that of the air that has left. */
  enthalpyInJ = 0;

  constructor(setup: TireSetup, filmWPerM2K: number, ambient: Atmosphere) {
    this.name = setup.name;
    this.#m3 = setup.cavity.volumeL / 1000;
    this.#wallWPerK = filmWPerM2K * setup.cavity.wallM2;
    this.#ambient = ambient;
    this.kelvin = setup.startC === undefined ? ambient.temperatureK : celsiusToKelvin(setup.startC);
    this.pressurePa = gaugePsiToPa(setup.startPsi, ambient);
    if (!(this.#m3 > 0 && this.#wallWPerK >= 0 && this.pressurePa > 0 && this.kelvin > 0)) {
      throw new RangeError(`tire ${setup.name}: volume, pressure and temperature must be above 0`);
    }
    this.massKg = massKg(this.pressurePa, this.#m3, this.kelvin);
    this.energyJ = this.massKg * CV * this.kelvin;
  }

  /** Pressure once it has cooled to ambient temperature, Pa absolute. */
  get coldPa(): number {
    return pressurePa(this.massKg, this.#m3, this.#ambient.temperatureK);
  }

  /** Adds air of a temperature, or takes it out (negative) at that of the tire. */
  exchange(kg: number, incomingK: number): void {
    const enthalpyJ = kg * CP * (kg > 0 ? incomingK : this.kelvin);
    this.massKg += kg;
    this.energyJ += enthalpyJ;
    this.enthalpyInJ += enthalpyJ;
  }

  /**
   * Lets time pass: a leak loses air at the pressure of the last step, and the rest approaches the temperature of the
   * wall, exactly by exp(-h A t / (m cv)). @returns the air lost, kg
   */
  advance(seconds: number): number {
    const leakedKg = this.#leakedKg(seconds);
    this.exchange(-leakedKg, this.#ambient.temperatureK);
    const heatCapacity = this.massKg * CV;
    const excessJ = this.energyJ - heatCapacity * this.#ambient.temperatureK;
    const heatJ = -excessJ * Math.expm1((-this.#wallWPerK * seconds) / heatCapacity);
    this.energyJ -= heatJ;
    this.heatToWallJ += heatJ;
    this.kelvin = this.energyJ / heatCapacity;
    this.pressurePa = pressurePa(this.massKg, this.#m3, this.kelvin);
    return leakedKg;
  }

  #leakedKg(seconds: number): number {
    if (!this.leak) return 0;
    const ambient = this.#ambient;
    return (
      this.leak.evaluate(this.pressurePa, this.kelvin, ambient.pressurePa, ambient.temperatureK) * seconds
    );
  }
}
