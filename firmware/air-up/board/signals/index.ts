/** Rhythms of buzzer and LED. */
export { SOUNDS } from './signals.js';
