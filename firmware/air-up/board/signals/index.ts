/** What buzzer and LED say. */
export { SOUNDS } from './signals.js';
