/** Texts that all user interfaces share, for the data that a core returns. */
export { engineText, refusalText, wayText } from './air.js';
export {
  CALLS,
  eventLine,
  OUTCOME_WORDS,
  phaseWords,
  pumpWords,
  TIRE_WORDS,
  type TireStatus,
  whichTireText,
} from './cycle.js';
export { rescueText } from './hc06.js';
