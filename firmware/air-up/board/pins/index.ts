/** Boards, and what is wired to each pin. */
export { analogChannel, type BoardModel, type PinName, pinNumber } from './boards.js';
export { parsePins } from './pin-map.js';
export type { PinMap } from './pin-schema.js';
