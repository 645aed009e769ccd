import { messageOf, OnairError, shellWord } from '../base/index.js';
import type { Answers, Line, Question, WalkStep } from './walk.js';

/** The choices at a step. */
export type StepAction = 'go' | 'change' | 'skip' | 'back' | 'leave';

/** The state of a step. */
export interface StepState {
  /** It is the first step, so there is no way back. */
  readonly isFirst: boolean;
  /** It has answers that can be changed. */
  readonly hasAnswers: boolean;
  /** Its commands ran and failed. */
  readonly failed: boolean;
}

/** The choices at a step with their labels, in the order in which they are offered. */
export function actionsAt(
  lines: readonly Line[],
  { isFirst, hasAnswers, failed }: StepState,
): Partial<Record<StepAction, string>> {
  return {
    go: lines.length === 0 ? 'yes' : failed ? 'run it again' : 'run it',
    ...(hasAnswers && { change: 'change my answers' }),
    ...(!isFirst && { back: 'one step back' }),
    skip: 'skip this step',
    leave: 'leave, and continue another time',
  };
}

/** The question before a step runs or counts as done. */
export function confirmQuestion({ confirm = 'Done?' }: WalkStep, lines: readonly Line[]): string {
  return lines.length > 0 ? 'Shall onair run this?' : confirm;
}

/** Why an answer is refused, with the remedy; undefined for a valid one. */
export function whyRefused({ read, example }: Question, text: string, answers: Answers): string | undefined {
  if (text.trim() === '') return `type your answer: ${example}`;
  try {
    read(text, answers);
    return undefined;
  } catch (error) {
    return error instanceof OnairError ? `${error.message}: ${error.hint}` : messageOf(error);
  }
}

/** A command line, quoted for a shell. */
export function shellLine(line: Line): string {
  return ['onair', ...line].map(shellWord).join(' ');
}
