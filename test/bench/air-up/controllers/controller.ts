import type { Job } from '../../../../firmware/air-up/cycle/job/job.js';

/** Time between two readings, ms: 20 as StandardFirmata reports, and as the cycle gets them. */
export const REPORT_MS = 20;

/** What a controller knows of its job. */
export interface Assignment {
  readonly targetPsi: number;
  readonly tolerancePsi: number;
  readonly volumeL: number;
}

export function assignmentOf({ tires: [tire], limits: { tolerancePsi } }: Job): Assignment {
  return { targetPsi: tire?.targetPsi ?? 0, tolerancePsi, volumeL: tire?.volumeL ?? 85 };
}

/**
 * A controller as a generator: yields whether the valve shall be open until the next reading and gets that reading,
 * psi. Returns the pressure that it takes the tire to have, when it is done. Time out is the player's business.
 */
export type Play = Generator<boolean, number, number>;

/** A part of a controller that ends with a reading. */
type Part = Generator<boolean, number, number>;

/** Number of readings that are averaged when a pressure counts: 0.3 s, as the cycle does. */
const AVERAGED = 15;

/** Leaves the valve open for a time. */
export function* open(ms: number): Generator<boolean, void, number> {
  for (let t = 0; t < ms; t += REPORT_MS) yield true;
}

/** Keeps it shut for a time. @returns the mean of the last readings */
export function* rest(ms: number): Part {
  const seen: number[] = [];
  for (let t = 0; t < ms; t += REPORT_MS) seen.push(yield false);
  return newest(seen, AVERAGED);
}

/** Calm: less than 0.5 psi/s over 0.25 s, 3 s at most (jeep-air-down: firmware/air-up/SOURCES.md#thresholds). */
const CALM_PSI_PER_S = 0.5;
const CALM_OVER_S = 0.25;
const CALM_AT_MOST_MS = 3000;
/** Each end of that time is the mean of so many readings: single ones have more noise than what is looked for. */
const ENDS = 5;

/** Keeps it shut until the reading is calm. @returns the mean of the last readings */
export function* restUntilCalm(): Part {
  const apart = Math.round((1000 * CALM_OVER_S) / REPORT_MS);
  const seen: number[] = [];
  for (let t = 0; t < CALM_AT_MOST_MS; t += REPORT_MS) {
    seen.push(yield false);
    if (seen.length < apart + ENDS) continue;
    const change = newest(seen, ENDS) - newest(seen.slice(0, -apart), ENDS);
    if (Math.abs(change) < CALM_PSI_PER_S * CALM_OVER_S) break;
  }
  return newest(seen, AVERAGED);
}

/** The tire as it is before anything is opened. */
export function* firstLook(): Part {
  return yield* rest(AVERAGED * REPORT_MS);
}

/** The mean of the newest readings. */
export function newest(seen: readonly number[], count: number): number {
  const last = seen.slice(-count);
  return last.reduce((a, b) => a + b, 0) / last.length;
}
