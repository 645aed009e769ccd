/** Problems of this computer, and their remedies. */
export { thisComputer } from './computer.js';
export { type Check, runDoctor } from './doctor.js';
export { explainOpenError } from './open-error.js';
export { PAIR_BY_HAND } from './pair-by-hand.js';
export { installLine } from './programs.js';
