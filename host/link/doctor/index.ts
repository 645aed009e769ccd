/** What is wrong with this computer, and the remedy. */
export { thisComputer } from './computer.js';
export { type Check, runDoctor } from './doctor.js';
export { explainOpenError } from './open-error.js';
export { PAIR_BY_HAND } from './pair-by-hand.js';
export { installLine } from './programs.js';
