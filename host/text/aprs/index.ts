/** Sentences for APRS packets. */
export {
  describe,
  describeScaled,
  joined,
  motion,
  PLACES,
  type PlaceFormat,
  type Reader,
  where,
} from './describe.js';
export { IMPERIAL, METRIC } from './units.js';
export { type AprsLanguage, ENGLISH_APRS } from './words.js';
