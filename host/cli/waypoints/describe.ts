import { symbolName } from '../../packet/aprs/symbols/index.js';
import type { Waypoint } from '../../packet/waypoints/index.js';
import { joined, motion, type Reader, where } from '../../text/aprs/index.js';

/** A waypoint as a line for people, without its name. */
export function describeWaypoint(waypoint: Waypoint, reader: Reader): string {
  const { symbol, speedKmh, altitudeM, courseDeg, comment } = waypoint;
  const { units } = reader;
  return joined([
    symbol && symbolName(symbol),
    where({ ...waypoint, ambiguity: 0 }, reader),
    speedKmh === undefined ? undefined : motion(units.speed(speedKmh), speedKmh, courseDeg),
    altitudeM === undefined ? undefined : `${units.height(altitudeM)} high`,
    comment && `"${comment}"`,
  ]);
}
