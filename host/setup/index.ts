/** The guided walks as data; the caller passes in what they must know about the computer. */
export { airUpWalk } from './air-up.js';
export { actionsAt, confirmQuestion, type StepAction, shellLine, whyRefused } from './step-actions.js';
export { tmD700Walk } from './tm-d700.js';
export {
  type Answers,
  type Line,
  NOTHING_YET,
  nextStep,
  type Progress,
  placeText,
  type Question,
  simulatedAnswers,
  stepsFor,
  type Walk,
  type WalkStep,
} from './walk.js';
export type { GuideSteps } from './wiring-steps.js';
