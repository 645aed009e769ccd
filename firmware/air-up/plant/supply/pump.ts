import {
  type Atmosphere,
  cfmToLPerMin,
  freeLPerMinToKgPerS,
  gaugePsiToPa,
  SEA_LEVEL_PA,
} from '../../../units.js';
import { Curve } from './curve.js';
import { MotorHeat } from './motor-heat.js';
import type { PumpModel } from './pump-models.js';

/** The pump's supply: a battery, with or without the alternator, and the cable. */
export interface ElectricSetup {
  /** Without load. */
  readonly batteryVolts: number;
  /** Inside the battery: this part of the drop shows where the battery is measured. */
  readonly batteryOhms: number;
  /** From the battery to the pump: 0.6 V at 50 A is 0.012 (SOURCES.md#battery). */
  readonly cableOhms: number;
}

/** Sea level at 20 degrees: the conditions of the pump tables. */
const TABLE_AIR: Atmosphere = { pressurePa: SEA_LEVEL_PA, temperatureK: 293.15 };

/**
 * A compressor. Its flow depends on its pressure ratio, so the table is read at the gauge pressure that has the same
 * ratio at sea level, and gives free air of the place: thin air at altitude has less mass (derived).
 */
export class Pump {
  readonly heat: MotorHeat;
  readonly #flow: Curve;
  readonly #amps: Curve;
  readonly #ambient: Atmosphere;
  readonly #tablePaPerPa: number;
  /** Flow of the last {@link evaluate}, kg/s. */
  kgPerS = 0;
  /** Slope of that flow by the pressure, kg/(s Pa); never positive. */
  slope = 0;
  amps = 0;
  batteryVolts: number;
  running = false;
  starts = 0;
  runSeconds = 0;
  /** Broken: does not run at all. */
  dead = false;
  /** Worn: the share of its flow that it still delivers. */
  flowFactor = 1;
  /** A fault: a weaker battery than that of the setup. */
  lowVolts: number | undefined;
  #voltFactor = 1;

  constructor(
    private readonly model: PumpModel,
    private readonly electric: ElectricSetup,
    ambient: Atmosphere,
  ) {
    const last = model.flow.at(-1);
    if (last?.cfm !== 0) throw new RangeError(`${model.title}: the last point of the flow must be 0 CFM`);
    const toPoint = ({ psi, cfm }: { psi: number; cfm: number }): readonly [number, number] => [
      gaugePsiToPa(psi, TABLE_AIR),
      freeLPerMinToKgPerS(cfmToLPerMin(cfm), ambient),
    ];
    this.#flow = new Curve(model.flow.map(toPoint));
    this.#amps = new Curve(model.current.map(({ psi, amps }) => [gaugePsiToPa(psi, TABLE_AIR), amps]));
    this.#ambient = ambient;
    this.#tablePaPerPa = SEA_LEVEL_PA / ambient.pressurePa;
    this.heat = new MotorHeat(model.duty);
    this.batteryVolts = electric.batteryVolts;
  }

  /** Maximum pressure that it reaches here, Pa absolute. */
  get highestPa(): number {
    const last = this.model.flow.at(-1);
    return gaugePsiToPa(last?.psi ?? 0, TABLE_AIR) * (this.#ambient.pressurePa / SEA_LEVEL_PA);
  }

  /** Switches the motor's current on or off. @returns whether it started or stopped */
  feed(fed: boolean): boolean {
    const runs = fed && !this.dead && !this.heat.isOpen;
    if (runs === this.running) return false;
    this.running = runs;
    if (runs) this.starts++;
    return true;
  }

  /** Calculates current and voltage at a line pressure. */
  load(linePa: number): void {
    this.amps = this.running ? this.#amps.at(linePa * this.#tablePaPerPa) : 0;
    this.batteryVolts = (this.lowVolts ?? this.electric.batteryVolts) - this.amps * this.electric.batteryOhms;
    const pumpVolts = this.batteryVolts - this.amps * this.electric.cableOhms;
    const factor = 1 + this.model.flowPerVolt * (pumpVolts - this.model.ratedVolts);
    this.#voltFactor = Math.max(0, factor) * this.flowFactor;
  }

  /** Flow into the line at a pressure, kg/s; sets {@link kgPerS} and {@link slope}. */
  evaluate(linePa: number): number {
    if (!this.running) {
      this.kgPerS = 0;
      this.slope = 0;
      return 0;
    }
    this.kgPerS = this.#flow.at(linePa * this.#tablePaPerPa) * this.#voltFactor;
    this.slope = this.#flow.slope * this.#tablePaPerPa * this.#voltFactor;
    return this.kgPerS;
  }

  /** Lets time pass. */
  advance(seconds: number): void {
    if (this.running) this.runSeconds += seconds;
    this.heat.advance(seconds, this.running);
  }
}
