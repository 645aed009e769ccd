/** The base layer: errors, clock, bytes, nearest word. Imports no other folder. */
export { joinBytes, latin1Bytes, latin1Text } from './bytes.js';
export { type Clock, stopReason, systemClock, type Timer } from './clock.js';
export { CONFIDENCE, type Confidence } from './confidence.js';
export { type ErrorCode, type ErrorText, EXIT_BUG, EXIT_CODES, messageOf, OnairError } from './error.js';
export { escapeXml } from './escape-xml.js';
export { fileProblem } from './file-error.js';
export { INSTALL_BLUEZ } from './install.js';
export { nearest, suggest } from './nearest.js';
export { networkProblem } from './network-error.js';
export { pending } from './pending.js';
export { printable } from './printable.js';
export { type Random, seeded } from './random.js';
export { shellWord } from './shell-word.js';
export { TimerSet } from './timer-set.js';
export { visible, visibleJson, visibleLines } from './visible.js';
