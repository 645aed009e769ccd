import { rounded } from '../../units.js';
import type { Grid } from '../report.js';

/** Four or six characters; the first two letters A to R, the last two A to X, also small. */
export const LOCATOR = /^[A-R]{2}\d{2}(?:[A-X]{2})?/i;

/** The middle of a Maidenhead square: 2 by 1 degrees, or 5 by 2.5 minutes. */
export function readLocator(locator: string): Grid {
  const [a = 0, b = 0, c = 0, d = 0, e, f] = [...locator.toUpperCase()].map((character) =>
    /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65,
  );
  const longitude = -180 + a * 20 + c * 2 + (e === undefined ? 1 : (e + 0.5) / 12);
  const latitude = -90 + b * 10 + d + (f === undefined ? 0.5 : (f + 0.5) / 24);
  return {
    locator,
    place: { latitude: rounded(latitude, 6), longitude: rounded(longitude, 6), ambiguity: 0 },
  };
}
