/** Pin maps from files of this computer. */
export { loadPins } from './pin-files.js';
