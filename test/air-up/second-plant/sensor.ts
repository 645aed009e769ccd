import type { Chance } from './chance.js';
import { STEP_S } from './gas.js';

/** A ratiometric sensor and the converter behind it. All but the first two may change while it runs: faults do. */
export interface SensorSetup {
  readonly fullScalePsi: number;
  readonly bits: number;
  /** First-order lag of port, sensor and filter, s; endless for a port that is blocked. */
  lagS: number;
  /** Deviation of one conversion, psi. */
  noisePsi: number;
  offsetPsi: number;
  gain: number;
  driftPsiPerS: number;
  /** Error of the converter's reference against the sensor's supply: 0.08 reads 8 % too many counts. */
  supplyError: number;
  /** Share of conversions that are a spike, and its height. */
  spikeShare: number;
  spikePsi: number;
  /** The wire: a share of the supply instead of the sensor's own, `hold` for the last value for ever. */
  wire: number | 'hold' | 'sound';
}

/**
 * A sensor with nothing wrong: 0.5 to 4.5 V, 150 psi, 10 bits. Error classes:
 * firmware/air-up/SOURCES.md#pressure-sensor.
 */
export const SOUND_SENSOR: Readonly<SensorSetup> = {
  fullScalePsi: 150,
  bits: 10,
  lagS: 0.015,
  noisePsi: 0.1,
  offsetPsi: 0,
  gain: 1,
  driftPsiPerS: 0,
  supplyError: 0,
  spikeShare: 0,
  spikePsi: 0,
  wire: 'sound',
};

/** Turns the pressure at its port into counts. */
export class Sensor {
  readonly setup: SensorSetup;
  #feltPsi = Number.NaN;
  #driftPsi = 0;
  #counts = 0;

  constructor(
    setup: SensorSetup,
    startPsi: number,
    private readonly chance: Chance,
  ) {
    this.setup = { ...setup };
    this.#feltPsi = startPsi;
    this.convert();
  }

  /** One step passes at a pressure. */
  sample(psi: number): void {
    const { lagS, driftPsiPerS } = this.setup;
    this.#feltPsi += (psi - this.#feltPsi) * (lagS > 0 ? Math.min(1, STEP_S / (lagS + STEP_S / 2)) : 1);
    this.#driftPsi += driftPsiPerS * STEP_S;
  }

  /** One conversion, counts. Noise is drawn in any case, so that a fault shifts no other noise. */
  convert(): number {
    const { fullScalePsi, bits, noisePsi, offsetPsi, gain, supplyError, spikeShare, spikePsi, wire } =
      this.setup;
    const noise = noisePsi * this.chance.normal();
    const spike = spikeShare > 0 && this.chance.next() < spikeShare ? spikePsi : 0;
    if (wire === 'hold') return this.#counts;
    const psi = this.#feltPsi * gain + offsetPsi + this.#driftPsi + noise + spike;
    const ratio = wire === 'sound' ? (0.1 + (0.8 * psi) / fullScalePsi) * (1 + supplyError) : wire;
    const steps = 2 ** bits;
    this.#counts = Math.min(steps - 1, Math.max(0, Math.floor(ratio * steps)));
    return this.#counts;
  }

  save(): readonly number[] {
    return [this.#feltPsi, this.#driftPsi];
  }

  restore([feltPsi = 0, driftPsi = 0]: readonly number[]): void {
    this.#feltPsi = feltPsi;
    this.#driftPsi = driftPsi;
  }
}
