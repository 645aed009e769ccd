/** The guided walks as data: whoever plays one passes in what it must know of its computer. */
export { airUpWalk } from './air-up.js';
export { goQuestion, type Move, movesAt, shellLine, wrongWith } from './moves.js';
export { tmD700Walk } from './tm-d700.js';
export {
  type Answers,
  type Line,
  NOTHING_YET,
  nextStep,
  type Progress,
  placeText,
  type Question,
  type Step,
  simulatedAnswers,
  stepsFor,
  type Walk,
} from './walk.js';
export type { GuideSteps } from './wiring-steps.js';
