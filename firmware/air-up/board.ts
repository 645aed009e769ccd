/**
 * The air-up cycle on a real board: Johnny-Five components by a pin map, over any link.
 *
 *     sensors ─▶ read() ─▶ cycle.step() ─▶ write() ─▶ valves, pump
 *     buttons ─▶ acts ──────┘    └─▶ buzzer, LED, display
 */
export { type BoxControls, type Preset, runBox } from './board/box.js';
export { holdByHand, type NamedOutput, outputsOf, shutWhile } from './board/by-hand.js';
export { FIRMATA_BAUD } from './board/firmata-messages.js';
export { openBoard } from './board/open-board.js';
export { loadPins } from './board/pin-map.js';
export type { PinMap } from './board/pin-schema.js';
export { endWithProcess } from './board/process-end.js';
export { type RunSetup, runAirUp } from './board/run.js';
