import { OnairError } from '../base/index.js';
import type { Point } from './geo.js';

/** `41.7148,-72.7272`, a place on Earth. @throws OnairError bad-value */
export function parseLatLon(text: string): Point {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (!match) {
    throw new OnairError('bad-value', {
      message: `--at "${text}" is not a position`,
      hint: 'decimal degrees, south and west negative: --at 41.7148,-72.7272',
    });
  }
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  throw new OnairError('bad-value', {
    message: `${text.trim()} is not on this planet`,
    hint: 'latitude comes first, -90 to 90; longitude is -180 to 180',
  });
}
