/** The firmware of a board: what to write, and what the board reports about it. */
export {
  askBoard,
  type BoardAnswers,
  type LeaseAnswers,
  LOOK_LIMIT_MS,
  type ResetCauseAnswer,
  START_LIMIT_MS,
} from './ask-board.js';
export { BoardDialogue } from './board-dialogue.js';
export { type FlashBoard, findBoard, flashBoards } from './boards.js';
export { ALL, type Built, buildableBoards, buildFirmware } from './build.js';
export { givenImage, type Image, knownAs, prebuiltImage } from './image.js';
export { type SketchIdentity, sketchIdentity } from './sketch.js';
export { isKept, keepLeases, keepMessages, leasesOf } from './stored-leases.js';
export { compilerVersion, PREBUILT_BY } from './toolchain.js';
export { answersOf, provenBy } from './verify.js';
