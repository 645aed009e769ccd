import type { BatterySample } from './input.js';
import type { Limits } from './job/job.js';

/** The battery: a start of the motor may pull it low for a moment, which is no reason to stop. */
export interface BatteryState {
  readonly low: boolean;
  /** Since when it is below the cut-out (not low yet), or low. */
  readonly sinceMs: number | undefined;
}

/** The battery before its first reading: not low. */
export const FRESH_BATTERY: BatteryState = { low: false, sinceMs: undefined };

/** Low after a delay, and good again only well above: SOURCES.md#battery. Without a sensor it is never low. */
export function stepBattery(
  state: BatteryState,
  limits: Limits,
  sample: BatterySample | undefined,
  nowMs: number,
): BatteryState {
  if (!sample) return state;
  if (state.low) return sample.volts >= limits.batteryBackVolts ? FRESH_BATTERY : state;
  if (sample.volts >= limits.batteryCutVolts) return state.sinceMs === undefined ? state : FRESH_BATTERY;
  const sinceMs = state.sinceMs ?? nowMs;
  return nowMs - sinceMs >= limits.batteryDelayMs ? { low: true, sinceMs: nowMs } : { low: false, sinceMs };
}
