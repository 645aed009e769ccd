import { middleOf } from '../../locator.js';
import { rounded } from '../../units.js';
import type { Grid } from '../report.js';

/** Four or six characters; the first two letters A to R, the last two A to X, also small. */
export const LOCATOR = /^[A-R]{2}\d{2}(?:[A-X]{2})?/i;

/** The middle of a Maidenhead square: 2 by 1 degrees, or 5 by 2.5 minutes. */
export function readLocator(locator: string): Grid {
  const { latitude, longitude } = middleOf(locator);
  return {
    locator,
    place: { latitude: rounded(latitude, 6), longitude: rounded(longitude, 6), ambiguity: 0 },
  };
}
