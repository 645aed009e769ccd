import type { Point } from '../../../../packet/index.js';

/** A place on the square map of the world (Web Mercator, EPSG:3857): x to the east, y to the south, 0 to 1. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** The square ends here, degrees: atan(sinh(pi)). */
const MOST_LATITUDE = 85.0511;
const RADIANS = Math.PI / 180;
/** Equator of WGS 84, km. */
const EQUATOR_KM = 40_075.017;

/** The point of the map at a place; places nearer to a pole than the map goes are on its edge. */
export function toWorld({ latitude, longitude }: Point): WorldPoint {
  const bounded = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, latitude));
  const y = (1 - Math.asinh(Math.tan(bounded * RADIANS)) / Math.PI) / 2;
  return { x: (longitude + 180) / 360, y };
}

/** The place at a point of the map, degrees. */
export function fromWorld({ x, y }: WorldPoint): Point {
  return {
    latitude: Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIANS,
    longitude: x * 360 - 180,
  };
}

/** Length of a kilometer on the map at this place, in widths of the world. It holds near the place only. */
export function worldPerKm({ latitude }: Point): number {
  const bounded = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, latitude));
  return 1 / (EQUATOR_KM * Math.cos(bounded * RADIANS));
}
