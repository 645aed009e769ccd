/** Pin maps from files on this computer. */
export { loadPins } from './pin-files.js';
