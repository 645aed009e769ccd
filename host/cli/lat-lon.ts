import { OnairError } from '../error.js';
import type { Point } from '../packet/geo.js';

/** `41.7148,-72.7272`, a place on Earth. @throws OnairError bad-value */
export function parseLatLon(text: string): Point {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text);
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  if (match && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  throw new OnairError('bad-value', {
    message: `--at "${text}" is not a position`,
    hint: match
      ? 'latitude first, from -90 to 90, then longitude, from -180 to 180'
      : 'decimal degrees, south and west negative: --at 41.7148,-72.7272',
  });
}
