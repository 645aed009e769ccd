import { messageOf, OnairError } from '../base/index.js';
import type { Answers, Line, Question, Step } from './walk.js';

/** What a person may do at a step. */
export type Move = 'go' | 'change' | 'skip' | 'back' | 'leave';

/** Where a person stands in a step. */
export interface Standing {
  /** The first step of the walk has none before it. */
  readonly isFirst: boolean;
  /** Whether there are answers of this step to change. */
  readonly hasAnswers: boolean;
  /** Whether its commands ran and failed. */
  readonly failed: boolean;
}

/** What a person may do at a step, and the words of each, in the order in which they are offered. */
export function movesAt(
  lines: readonly Line[],
  { isFirst, hasAnswers, failed }: Standing,
): Partial<Record<Move, string>> {
  return {
    go: lines.length === 0 ? 'yes' : failed ? 'run it again' : 'run it',
    ...(hasAnswers && { change: 'change my answers' }),
    ...(!isFirst && { back: 'one step back' }),
    skip: 'skip this step',
    leave: 'leave; go on another time',
  };
}

/** What is asked before a step goes on. */
export function goQuestion({ confirm = 'Done?' }: Step, lines: readonly Line[]): string {
  return lines.length > 0 ? 'Shall onair run this?' : confirm;
}

/** Why an answer is none: what is wrong with it, and the remedy. */
export function wrongWith({ read, example }: Question, text: string, answers: Answers): string | undefined {
  if (text.trim() === '') return `type your answer: ${example}`;
  try {
    read(text, answers);
    return undefined;
  } catch (error) {
    return error instanceof OnairError ? `${error.message}: ${error.hint}` : messageOf(error);
  }
}

/** A command line as it can be typed into a shell. */
export function shellLine(line: Line): string {
  const word = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  return ['onair', ...line].map(word).join(' ');
}
