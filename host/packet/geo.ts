/** Degrees, north and east positive. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the Earth (IUGG): great circles on it are right to half a percent. */
const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Along the great circle (haversine). */
export function distanceKm(from: Point, to: Point): number {
  const [a, b] = [from.latitude * RADIANS, to.latitude * RADIANS];
  const half =
    Math.sin((b - a) / 2) ** 2 +
    Math.cos(a) * Math.cos(b) * Math.sin(((to.longitude - from.longitude) * RADIANS) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The direction in which the great circle begins, 0 to 360; 0 is true north. */
export function bearingDeg(from: Point, to: Point): number {
  const [a, b] = [from.latitude * RADIANS, to.latitude * RADIANS];
  const east = (to.longitude - from.longitude) * RADIANS;
  const angle = Math.atan2(
    Math.sin(east) * Math.cos(b),
    Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east),
  );
  return (angle / RADIANS + 360) % 360;
}

const POINTS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** The nearest of the eight points of the compass. @param degrees 0 to 360 */
export function compassPoint(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8] ?? 'N';
}
