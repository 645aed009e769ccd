import type { Chamber } from './chamber.js';
import { CP, cubicMetersPerS, GAS_CONSTANT, STEP_S } from './gas.js';

/** A piston pump with its motor and its battery. */
export interface PumpSetup {
  /** Free air at no pressure and 13.8 V, cubic feet a minute. */
  readonly cfm: number;
  /** Where its dead space takes the whole stroke, psi above the air at sea level. */
  readonly stallPsi: number;
  /** Full strokes a second, of all cylinders together. */
  readonly strokesPerS: number;
  /** Current without load and at the stall pressure, A. */
  readonly idleAmps: number;
  readonly stallAmps: number;
  readonly batteryVolts: number;
  readonly batteryOhms: number;
  readonly cableOhms: number;
  /** Longest run from cold, s, and the share of time after it; endless and 1 for a pump that may always run. */
  readonly longestRunS: number;
  readonly share: number;
}

/** Polytropic exponent of a small air-cooled cylinder: between isothermal 1 and adiabatic 1.4. Guess. */
const POLYTROPIC = 1.3;
/** Share of the heat of compression that is left where the line begins. Guess. */
const HEAT_LEFT = 0.4;
/** Flow gained per volt: firmware/air-up/SOURCES.md#pump-curves. */
const PER_VOLT = 0.08;
const RATED_VOLTS = 13.8;
/** Time constant of the motor's start, s, and its inrush as a multiple of the idle current. Guesses. */
const SPIN_S = 0.12;
const INRUSH = 2;
/** Heat by the plate at which its cut-out opens, where it closes again, and pressure at which its rating counts, Pa. */
const TRIPS_AT = 1.25;
const RESETS_AT = 0.5;
const SEA_LEVEL_PA = 101_325;
const PA_PER_PSI = 6894.757;
/** Compression is calculated again when the line has moved by this share. */
const MOVED = 0.002;

/**
 * Volumetric efficiency 1 - c ((p2 / p1)^(1/n) - 1), c from the stall pressure (midstreamcalculator.com, "Volumetric
 * Efficiency for Reciprocating Compressors"): no table of flows, unlike the product's own plant. The strokes pulse the
 * flow as half a sine, load and start pull the battery down, and the motor slows with it.
 */
export class Pump {
  speed = 0;
  amps = 0;
  /** At the battery's posts, V. */
  volts = Number.NaN;
  starts = 0;
  runS = 0;
  heat = 0;
  tripped = false;
  /** Faults. */
  dead = false;
  wear = 1;
  openVolts = Number.NaN;
  longestRunS = Number.NaN;
  readonly #clearance: number = Number.NaN;
  #phase = 0;
  #wasFed = false;
  #forPa = 0;
  #efficiency = 1;
  #deliveredK = Number.NaN;

  constructor(
    private readonly setup: PumpSetup,
    private readonly outside: Chamber,
  ) {
    this.openVolts = setup.batteryVolts;
    this.volts = setup.batteryVolts;
    this.longestRunS = setup.longestRunS;
    this.#deliveredK = outside.kelvin;
    const stall = (setup.stallPsi * PA_PER_PSI) / SEA_LEVEL_PA + 1;
    this.#clearance = 1 / (stall ** (1 / POLYTROPIC) - 1);
  }

  get isRunning(): boolean {
    return this.speed > 0.05;
  }

  /** One step; `isFed` when switch and relay let the current through. */
  drive(isFed: boolean, line: Chamber): void {
    const turns = isFed && !this.dead && !this.tripped;
    if (turns && !this.#wasFed) this.starts++;
    this.#wasFed = turns;
    this.#electric(turns, line.pa);
    this.#warm(turns);
    if (this.speed < 0.01) return;
    if (Math.abs(line.pa - this.#forPa) > MOVED * line.pa) this.#compress(line.pa);
    this.#phase = (this.#phase + this.setup.strokesPerS * this.speed * STEP_S) % 1;
    const stroke = this.#phase < 0.5 ? Math.PI * Math.sin(2 * Math.PI * this.#phase) : 0;
    const m3PerS = cubicMetersPerS(this.setup.cfm) * this.speed * this.wear * this.#efficiency * stroke;
    const kg = (m3PerS * STEP_S * this.outside.pa) / (GAS_CONSTANT * this.outside.kelvin);
    line.inKg += kg;
    line.inJ += kg * CP * this.#deliveredK;
    this.outside.inKg -= kg;
    this.outside.inJ -= kg * CP * this.#deliveredK;
  }

  #compress(linePa: number): void {
    const ratio = Math.max(1, linePa / this.outside.pa);
    this.#forPa = linePa;
    this.#efficiency = Math.max(0, 1 - this.#clearance * (ratio ** (1 / POLYTROPIC) - 1));
    const rise = this.outside.kelvin * (ratio ** (1 - 1 / POLYTROPIC) - 1);
    this.#deliveredK = this.outside.kelvin + HEAT_LEFT * rise;
  }

  #electric(turns: boolean, linePa: number): void {
    const { idleAmps, stallAmps, stallPsi, batteryOhms, cableOhms } = this.setup;
    const load = Math.min(1, Math.max(0, (linePa - this.outside.pa) / (stallPsi * PA_PER_PSI)));
    const wanted = turns ? Math.max(0, 1 + PER_VOLT * (this.volts - this.amps * cableOhms - RATED_VOLTS)) : 0;
    this.speed += ((wanted - this.speed) * STEP_S) / SPIN_S;
    const inrush = turns ? INRUSH * idleAmps * Math.max(0, wanted - this.speed) : 0;
    // Rises fast at first, then nearly level, as the 28 and 50 A that ARB gives for 0 and 29 psi.
    this.amps = turns ? idleAmps + (stallAmps - idleAmps) * Math.sqrt(load) + inrush : 0;
    this.volts = this.openVolts - this.amps * batteryOhms;
    if (this.isRunning) this.runS += STEP_S;
  }

  #warm(turns: boolean): void {
    const { share } = this.setup;
    if (this.longestRunS === Number.POSITIVE_INFINITY) return;
    const perS = turns ? 1 / this.longestRunS : -share / (1 - share) / this.longestRunS;
    this.heat = Math.max(0, this.heat + perS * STEP_S);
    if (this.heat > TRIPS_AT) this.tripped = true;
    if (this.heat < RESETS_AT) this.tripped = false;
  }

  save(): readonly number[] {
    const flags = [Number(this.#wasFed), Number(this.tripped)];
    return [this.speed, this.amps, this.volts, this.starts, this.runS, this.heat, this.#phase, ...flags];
  }

  restore([
    speed = 0,
    amps = 0,
    volts = 0,
    starts = 0,
    runS = 0,
    heat = 0,
    phase = 0,
    fed = 0,
    tripped = 0,
  ]: readonly number[]): void {
    Object.assign(this, { speed, amps, volts, starts, runS, heat, tripped: tripped === 1 });
    this.#phase = phase;
    this.#wasFed = fed === 1;
    this.#forPa = 0;
  }
}
