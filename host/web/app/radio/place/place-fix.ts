import type { NmeaFix, Point } from '../../../../packet/index.js';

/** A place of this phone, and when it was there. */
export type PlaceFix = NmeaFix & Point & { readonly atMs: number };

/** Why the browser gives no place: the user has not allowed it, or there is none. */
export type PlaceProblem = 'denied' | 'unavailable';

/** Follows the phone until the returned function is called. */
export type WatchPlace = (
  onFix: (fix: PlaceFix) => void,
  onProblem: (problem: PlaceProblem) => void,
) => () => void;

/** What a browser says of a place (https://www.w3.org/TR/geolocation/); null is what it does not know. */
interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  /** Degrees. */
  readonly heading: number | null;
  /** Meters per second. */
  readonly speed: number | null;
}

const KMH_PER_MS = 3.6;

/** The browser gives m/s, and null for what it does not know; when it does not move the heading is NaN. */
export function fixOf({ latitude, longitude, altitude, heading, speed }: Coordinates): PlaceFix {
  return {
    latitude,
    longitude,
    atMs: performance.now(),
    ...(altitude !== null && { altitudeM: altitude }),
    ...(speed !== null && { speedKmh: speed * KMH_PER_MS }),
    ...(heading !== null && !Number.isNaN(heading) && { courseDeg: heading }),
  };
}
