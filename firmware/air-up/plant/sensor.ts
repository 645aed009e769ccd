import { gaussian, type Random } from './random.js';

/** A ratiometric gauge sensor of 0.5 to 4.5 V, and the analog-to-digital converter that reads it. */
export interface SensorSetup {
  /** Pressure at 4.5 V (90 % of the supply). */
  readonly fullScalePsi: number;
  /** Time constant of sensor and filter. */
  readonly lagS: number;
  /** Standard deviation of one reading. */
  readonly noisePsi: number;
  /** Error at 0 psi. */
  readonly offsetPsi: number;
  /** 1 is right, 1.01 reads 1 % high. */
  readonly gain: number;
  /** Bits of the converter: 10 on an ATmega328P. */
  readonly bits: number;
}

/** Ways in which a sensor fails. */
export const SENSOR_FAILURES = {
  frozen: 'repeats its last value forever',
  open: 'wire broken, pulled down: 0 V',
  short: 'shorted to the supply: 5 V',
  'out-of-range': 'gives 0.35 V, 7 % of the supply: no pressure gives that',
} as const;

/** A way in which a simulated pressure sensor fails. */
export type SensorFailure = keyof typeof SENSOR_FAILURES;

/** Output at 0 psi, and span to full scale, as shares of the supply. */
const ZERO_RATIO = 0.1;
const SPAN_RATIO = 0.8;
/** Between 4 and 10 % of the supply: Allegro A17700 (SOURCES.md#pressure-sensor). */
const OUT_OF_RANGE_RATIO = 0.07;

/**
 * Pressure to counts: first-order lag, gain and offset, Gaussian noise, ratio = 0.1 + 0.8 psi / full scale, and the
 * converter's floor(ratio * 2^bits). One count is 0.183 psi for 150 psi and 10 bits.
 */
export class Sensor {
  readonly #steps: number;
  #psi: number;
  #counts: number;
  /** A fault. */
  failure: SensorFailure | undefined;

  constructor(
    private readonly setup: SensorSetup,
    startPsi: number,
    private readonly random: Random,
  ) {
    this.#steps = 2 ** setup.bits;
    this.#psi = startPsi;
    this.#counts = this.#convert(ZERO_RATIO + (SPAN_RATIO * startPsi) / setup.fullScalePsi);
  }

  /** Lets time pass at a pressure. */
  advance(seconds: number, psi: number): void {
    const { lagS } = this.setup;
    this.#psi += (psi - this.#psi) * (lagS > 0 ? -Math.expm1(-seconds / lagS) : 1);
  }

  /** One conversion, raw counts. Also draws its noise when it fails, so that a fault changes no other noise. */
  read(): number {
    const { fullScalePsi, noisePsi, offsetPsi, gain } = this.setup;
    const noise = noisePsi > 0 ? noisePsi * gaussian(this.random) : 0;
    switch (this.failure) {
      case 'frozen':
        return this.#counts;
      case 'open':
        return 0;
      case 'short':
        return this.#steps - 1;
      case 'out-of-range':
        return this.#convert(OUT_OF_RANGE_RATIO);
      case undefined:
        this.#counts = this.#convert(
          ZERO_RATIO + (SPAN_RATIO * (this.#psi * gain + offsetPsi + noise)) / fullScalePsi,
        );
        return this.#counts;
    }
  }

  #convert(ratio: number): number {
    return Math.min(Math.max(Math.floor(ratio * this.#steps), 0), this.#steps - 1);
  }
}
