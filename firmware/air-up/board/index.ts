/**
 * The air-up cycle on a real board: Johnny-Five components by a pin map, over any link.
 *
 *     sensors ─▶ read() ─▶ cycle.step() ─▶ write() ─▶ valves, pump
 *     buttons ─▶ commands ──┘    └─▶ buzzer, LED, display
 */

export type { AirUpBoard } from './air-up-board.js';
export { type BoxControls, type Preset, runBox } from './box.js';
export { holdByHand, type NamedOutput, outputsOf, shutWhile } from './by-hand.js';
export type { OnStep } from './carry-out.js';
export { FIRMATA_BAUD } from './firmata/firmata-messages.js';
export { openBoard } from './open-board.js';
export type { PinMap } from './pins/pin-schema.js';
export { positionsOf } from './pins/places.js';
export { endWithProcess, type ProcessEnd } from './process-end.js';
export { type RunSetup, runAirUp } from './run.js';
