/** Sentences for APRS packets. */
export {
  describe,
  describeScaled,
  joined,
  motion,
  PLACES,
  type Places,
  type Reader,
  where,
} from './describe.js';
export { IMPERIAL, METRIC, type Units } from './units.js';
export { type AprsWords, ENGLISH_WORDS } from './words.js';
