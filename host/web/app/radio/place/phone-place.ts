import type { NmeaFix, Point } from '../../../../packet/index.js';

/** A place of this phone, and when it was there. */
export type PlaceFix = NmeaFix & Point & { readonly atMs: number };

export type PlaceTrouble = 'denied' | 'unavailable';

/** Follows the phone until the returned function is called. */
export type WatchPlace = (
  onFix: (fix: PlaceFix) => void,
  onTrouble: (trouble: PlaceTrouble) => void,
) => () => void;

/** Geolocation of the browser (https://www.w3.org/TR/geolocation/): the first call asks the user. */
export const watchPhone: WatchPlace = (onFix, onTrouble) => {
  if (!('geolocation' in navigator)) {
    onTrouble('unavailable');
    return () => {};
  }
  const id = navigator.geolocation.watchPosition(
    ({ coords }) => onFix(fixOf(coords)),
    ({ code, PERMISSION_DENIED }) => onTrouble(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
    { enableHighAccuracy: true, maximumAge: 5000, timeout: 60_000 },
  );
  return () => navigator.geolocation.clearWatch(id);
};

type Coordinates = Pick<GeolocationCoordinates, 'latitude' | 'longitude' | 'altitude' | 'heading' | 'speed'>;

const KMH_PER_MS = 3.6;

/** The browser gives m/s, and null for what it does not know; at a stand its heading is NaN. */
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
