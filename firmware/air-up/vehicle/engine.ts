import type { PumpModel } from '../plant/index.js';

/** Voltages of the battery, at rest and while it feeds the pump. */
export interface BatteryVolts {
  readonly restVolts?: number;
  readonly loadVolts?: number;
}

/**
 * With the pump on a battery alone is below the first, and an alternator keeps it above the second
 * (SOURCES.md#battery).
 */
const UNDER_LOAD = { off: 12.8, on: 13.1 };
/** At rest; a battery that was just charged stays above 12.9 V for a while without an engine. */
const AT_REST = { off: 12.9, on: 13.5 };

/** Whether the engine runs: the voltage under load counts where it is known; undefined if it tells nothing. */
export function isEngineOn({ restVolts, loadVolts }: BatteryVolts): boolean | undefined {
  const [volts, { off, on }] = loadVolts === undefined ? [restVolts, AT_REST] : [loadVolts, UNDER_LOAD];
  if (volts === undefined) return undefined;
  if (volts >= on) return true;
  return volts < off ? false : undefined;
}

/** The motor's starting current is over by then, ms. */
const STARTED_MS = 1000;

/** Follows the battery of a job: the newest voltages with the pump off and with it on. */
export class BatteryWatch {
  #volts: BatteryVolts = {};
  #sinceMs = 0;
  #wasOn = false;

  get volts(): BatteryVolts {
    return this.#volts;
  }

  step(volts: number | undefined, isPumpOn: boolean, nowMs: number): void {
    if (isPumpOn !== this.#wasOn) this.#sinceMs = nowMs;
    this.#wasOn = isPumpOn;
    if (volts === undefined || (this.#sinceMs > 0 && nowMs - this.#sinceMs < STARTED_MS)) return;
    this.#volts = isPumpOn ? { ...this.#volts, loadVolts: volts } : { ...this.#volts, restVolts: volts };
  }
}

/** What a pump takes and gives without an engine. */
export interface OnBattery {
  /** Of a tire at road pressure, A. */
  readonly amps: number;
  /** By how much quicker the pump is at the voltage of an alternator, as a share. */
  readonly quicker: number;
}

/** An alternator's voltage, at which the flow of pumps is measured. */
const ALTERNATOR_VOLTS = 13.8;
const ROAD_PSI = 29;

/** What a pump takes at the voltage of a battery, and what an engine would save. */
export function onBattery(
  { current, flowPerVolt, ratedVolts }: PumpModel,
  { loadVolts, restVolts = ALTERNATOR_VOLTS }: BatteryVolts,
): OnBattery {
  const speed = (volts: number): number => 1 + flowPerVolt * (volts - ratedVolts);
  const quicker = speed(ALTERNATOR_VOLTS) / Math.max(0.1, speed(loadVolts ?? restVolts)) - 1;
  const point = current.find(({ psi }) => psi >= ROAD_PSI) ?? current.at(-1);
  return { amps: point?.amps ?? 0, quicker };
}
