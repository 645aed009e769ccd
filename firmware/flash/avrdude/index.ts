/** The way to the bootloader: avrdude. */
export { flash } from './avrdude.js';
export { AVRDUDE, avrdudeArguments, typed, withoutAvrdude } from './programmer.js';
