/** Boards, and what is wired to which pin. */
export { analogChannel, type BoardModel, type PinName, pinNumber } from './boards.js';
export { parsePins } from './pin-map.js';
export type { PinMap } from './pin-schema.js';
