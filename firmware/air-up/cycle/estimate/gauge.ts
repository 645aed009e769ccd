import type { FaultCode } from '../faults.js';
import type { Sample } from '../input.js';
import type { Calibration } from '../job/job.js';

/** A gauge reading, psi. */
export interface PressurePoint {
  readonly psi: number;
  readonly atMs: number;
}

/** One sensor as the cycle knows it. */
export interface Gauge {
  /** The newest points, oldest first, of the last {@link WINDOW_MS}. */
  readonly recent: readonly PressurePoint[];
  readonly ratio: number;
  /** When the newest sample came in, good or bad. */
  readonly atMs: number;
  /** When the ratio last changed: a living converter never gives the same number for long while air flows. */
  readonly changedAtMs: number;
  /** The newest point where it lies far from the one before: it counts once the next one is near it. */
  readonly doubted?: PressurePoint | undefined;
  /** How many of the newest samples are no voltage of a pressure. */
  readonly badInARow: number;
}

/** What is kept for judging whether a pressure stands still. */
export const WINDOW_MS = 500;

/** A sensor that has reported nothing yet. */
export const NO_GAUGE: Gauge = {
  recent: [],
  ratio: Number.NaN,
  atMs: Number.NEGATIVE_INFINITY,
  changedAtMs: Number.NEGATIVE_INFINITY,
  doubted: undefined,
  badInARow: 0,
};

/**
 * Shares of the supply that no pressure gives: 0.5 V is 10 %, 4.5 V is 90 %. Limits of the Allegro A17700
 * (SOURCES.md#pressure-sensor): below 4 % the wire is open, above 96 % it is shorted, and between those and 10 or 90 %
 * the sensor itself is off. A sensor may stand a little below its zero when it is cold, which is half of the first gap
 * here.
 */
export const RATIO_LIMITS = { open: 0.04, low: 0.07, high: 0.93, short: 0.96 } as const;

/** What is wrong with a reading as such. */
export function sensorFault(ratio: number, calibration: Calibration): FaultCode | undefined {
  if (!(ratio >= RATIO_LIMITS.open)) return 'sensor-open';
  if (ratio > RATIO_LIMITS.short) return 'sensor-short';
  const low = Math.min(RATIO_LIMITS.low, calibration.zeroRatio - 0.03);
  return ratio < low || ratio > RATIO_LIMITS.high ? 'sensor-out-of-range' : undefined;
}

/** Ratio to gauge pressure, psi. */
export function toPsi(ratio: number, { zeroRatio, psiPerRatio }: Calibration): number {
  return (ratio - zeroRatio) * psiPerRatio;
}

/**
 * Takes a sample in; one that is no newer than the last is none. A voltage that no pressure gives is only counted: as
 * a pressure it would lead everything astray that is calculated from it.
 */
export function addSample(gauge: Gauge, sample: Sample, calibration: Calibration): Gauge {
  const { atMs, ratio } = sample;
  if (atMs <= gauge.atMs) return gauge;
  if (sensorFault(ratio, calibration)) return { ...gauge, atMs, badInARow: gauge.badInARow + 1 };
  const { recent: before, doubted } = gauge;
  const first = firstSince(before, atMs - WINDOW_MS);
  const changedAtMs = ratio === gauge.ratio ? gauge.changedAtMs : atMs;
  const point = { psi: toPsi(ratio, calibration), atMs };
  const last = before.at(-1);
  if (!doubted && last && Math.abs(point.psi - last.psi) > SPIKE_PSI)
    return { recent: before.slice(first), ratio, atMs, changedAtMs, doubted: point, badInARow: 0 };
  const isBelieved =
    doubted !== undefined &&
    last !== undefined &&
    Math.abs(point.psi - doubted.psi) < Math.abs(point.psi - last.psi);
  const recent = isBelieved ? [...before.slice(first), doubted, point] : shifted(before, first, point);
  return { recent, ratio, atMs, changedAtMs, doubted: undefined, badInARow: 0 };
}

/** Position of the first point after a moment; they are in the order of time. */
function firstSince(points: readonly PressurePoint[], fromMs: number): number {
  let first = 0;
  for (let point = points[0]; point && point.atMs <= fromMs; point = points[first]) first++;
  return first;
}

/** The points from a position on, and one more: mostly one goes and one comes, and a copy of their size is enough. */
function shifted(points: readonly PressurePoint[], first: number, point: PressurePoint): PressurePoint[] {
  if (first === 0) return [...points, point];
  const copy = points.slice(first - 1);
  for (let at = 1; at < copy.length; at++) copy[at - 1] = copy[at] as PressurePoint;
  copy[copy.length - 1] = point;
  return copy;
}

/** A single point that lies this far from both its neighbors is a spike of the wiring, and no pressure, psi. */
const SPIKE_PSI = 5;

/** The mean of the points from a moment on; undefined without any. */
export function meanSince(gauge: Gauge, fromMs: number): number | undefined {
  let sum = 0;
  let count = 0;
  for (const { psi, atMs } of gauge.recent) {
    if (atMs < fromMs) continue;
    sum += psi;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

/** A pressure that stands still: its mean, and how fast it still drifts (the air in the tire cools). */
export interface SteadyReading {
  readonly psi: number;
  readonly driftPsiPerS: number;
  /** How wrong the mean may be by noise, psi. */
  readonly errorPsi: number;
}

/**
 * Time that a pressure is watched before it counts as standing still, ms: ten points of a board that reports at 50 Hz.
 * Longer is more exact and slower: test/bench/air-up prints the trade.
 */
export const STEADY_MS = 200;
/** Fewer points than this are not enough to judge. */
const LEAST_POINTS = 6;
/**
 * A hose that still drains into its tire moves faster, psi/s. Cooling of the air in a tire makes up to 0.5 psi/s
 * right after a fast fill (SOURCES.md#heat-in-the-tire: 6 psi in all, tau from 9 s), and noise of a count 0.3 psi/s.
 */
const STILL_PSI_PER_S = 0.8;

/**
 * Points that lie further from their line (standard deviation) have a top between them, psi: over a link with a delay a
 * hose still fills and then drains after the command to shut, and as much up as down has no slope.
 */
const HUMP_PSI = 1;

/** For how long a reading must stand still, and how still that is. */
export interface Stillness {
  readonly forMs: number;
  readonly psiPerS: number;
}
/** The stillness that is asked of a hose behind a valve that has shut in time. */
export const QUICKLY: Stillness = { forMs: STEADY_MS, psiPerS: STILL_PSI_PER_S };
/** What drains slowly comes to rest slowly: at 0.8 psi/s and a time constant of 5 s it would still have 4 psi to go. */
export const SLOWLY: Stillness = { forMs: 480, psiPerS: 0.45 };

/** The pressure, if it has stood still for long enough since a moment. */
export function steadyReading(
  gauge: Gauge,
  sinceMs: number,
  { forMs, psiPerS }: Stillness = QUICKLY,
): SteadyReading | undefined {
  const newest = gauge.recent.at(-1);
  if (!newest || newest.atMs - forMs < sinceMs) return undefined;
  const points = gauge.recent.filter(({ atMs }) => atMs >= newest.atMs - forMs);
  if (points.length < LEAST_POINTS) return undefined;
  const { psi, driftPsiPerS, scatterPsi } = straightLine(points);
  if (Math.abs(driftPsiPerS) > psiPerS || scatterPsi > HUMP_PSI) return undefined;
  const errorPsi = Math.max(LEAST_ERROR_PSI, (SIGMAS * scatterPsi) / Math.sqrt(points.length));
  return { psi, driftPsiPerS, errorPsi };
}

/**
 * A mean of noisy points is assumed to be off by at most this many deviations: it is not any mean but the first that
 * seems to stand still, and the way to the target may be ten times as long as what a first pulse has moved.
 */
const SIGMAS = 4;
/** What is left of the converter's steps and of a drift that was just small enough, psi. */
const LEAST_ERROR_PSI = 0.05;

/** What a pressure surely gains over the points that are kept, psi: noise alone does not do so much. */
export function surelyGains({ recent }: Gauge): number {
  const first = recent[0];
  const last = recent.at(-1);
  if (!first || !last) return 0;
  const { driftPsiPerS, scatterPsi } = straightLine(recent);
  // Deviation of a slope times its length: scatter * sqrt(12 / n).
  const gains = (driftPsiPerS * (last.atMs - first.atMs)) / 1000;
  return gains - SLOPE_SIGMAS * scatterPsi * Math.sqrt(12 / recent.length);
}
const SLOPE_SIGMAS = 3;

/** The best straight line: its middle, its slope, and how far the points lie from it (standard deviation). */
function straightLine(points: readonly PressurePoint[]): {
  psi: number;
  driftPsiPerS: number;
  scatterPsi: number;
} {
  const n = points.length;
  const meanMs = points.reduce((sum, { atMs }) => sum + atMs, 0) / n;
  const psi = points.reduce((sum, point) => sum + point.psi, 0) / n;
  let [tt, tp, pp] = [0, 0, 0];
  for (const point of points) {
    const t = (point.atMs - meanMs) / 1000;
    const p = point.psi - psi;
    tt += t * t;
    tp += t * p;
    pp += p * p;
  }
  const driftPsiPerS = tt > 0 ? tp / tt : 0;
  return { psi, driftPsiPerS, scatterPsi: Math.sqrt(Math.max(0, pp - driftPsiPerS * tp) / n) };
}
