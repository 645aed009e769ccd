/** What all faces say of the data that a core returns. */
export { refusalText } from './air.js';
export { eventLine, phaseWords, pumpWords } from './cycle.js';
