import type { NmeaFix } from '../../nmea.js';
import { KMH_PER_MPH } from '../../units.js';

/** When a moving station sends its position (SmartBeaconing by HamHUD, KA9MVA and KD7TA). */
export interface SmartBeaconing {
  readonly fastKmh: number;
  /** Seconds between beacons at that speed and above. */
  readonly fastSeconds: number;
  readonly slowKmh: number;
  /** Seconds between beacons at that speed and below. */
  readonly slowSeconds: number;
  readonly turnMinDeg: number;
  /** Degrees times miles per hour: the slower, the larger the turn that counts. */
  readonly turnSlope: number;
  /** Minimum time between two beacons, also in a turn. */
  readonly turnSeconds: number;
}

/** The figures of Dire Wolf, the calmest of those that are in use (SOURCES.md#smartbeaconing). */
export const CALM: SmartBeaconing = {
  fastKmh: 60 * KMH_PER_MPH,
  fastSeconds: 180,
  slowKmh: 5 * KMH_PER_MPH,
  slowSeconds: 1800,
  turnMinDeg: 30,
  turnSlope: 255,
  turnSeconds: 15,
};

/** Why a beacon is due: it is the first, its time has come, or the road has turned. */
export type BeaconReason = 'first' | 'time' | 'turn';

/** Decides, fix by fix, whether it is time for a beacon. Pure: the time is passed in. */
export class SmartBeacon {
  #last: { readonly atMs: number; readonly courseDeg: number | undefined } | undefined;

  constructor(private readonly settings: SmartBeaconing = CALM) {}

  /** Why a beacon is due now; undefined when none is. The caller then says `sent`. */
  due(fix: NmeaFix, nowMs: number): BeaconReason | undefined {
    if (!this.#last) return 'first';
    const seconds = (nowMs - this.#last.atMs) / 1000;
    const speedKmh = fix.speedKmh ?? 0;
    if (seconds >= this.intervalSeconds(speedKmh)) return 'time';
    // A GPS receiver that does not move reports a random course.
    const moves = speedKmh > this.settings.slowKmh;
    return moves && seconds >= this.settings.turnSeconds && this.#hasTurned(fix, speedKmh)
      ? 'turn'
      : undefined;
  }

  sent(fix: NmeaFix, nowMs: number): void {
    this.#last = { atMs: nowMs, courseDeg: fix.courseDeg };
  }

  /** The rate of the formula: constant distance between the two speeds. */
  intervalSeconds(speedKmh: number): number {
    const { fastKmh, fastSeconds, slowKmh, slowSeconds } = this.settings;
    if (speedKmh >= fastKmh) return fastSeconds;
    if (speedKmh <= slowKmh) return slowSeconds;
    return Math.min(slowSeconds, (fastSeconds * fastKmh) / speedKmh);
  }

  #hasTurned({ courseDeg }: NmeaFix, speedKmh: number): boolean {
    const before = this.#last?.courseDeg;
    if (courseDeg === undefined || before === undefined) return false;
    const turn = Math.abs(courseDeg - before) % 360;
    const { turnMinDeg, turnSlope } = this.settings;
    return Math.min(turn, 360 - turn) > turnMinDeg + turnSlope / (speedKmh / KMH_PER_MPH);
  }
}
