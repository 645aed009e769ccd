import { OnairError } from '../error.js';
import type { Point } from '../packet/geo.js';

/** `41.7148,-72.7272`. @throws OnairError bad-value */
export function parseLatLon(text: string): Point {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match) return { latitude: Number(match[1]), longitude: Number(match[2]) };
  throw new OnairError('bad-value', {
    message: `--at "${text}" is not a position`,
    hint: 'decimal degrees, south and west negative: --at 41.7148,-72.7272',
  });
}
