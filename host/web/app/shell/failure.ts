import { messageOf, OnairError, visible } from '../../../base/index.js';

/** What went wrong, and what to do about it, safe to show. A bug has no hint: the page says what to do. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
}

/** @returns undefined for what the user stopped */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof OnairError) {
    if (error.code === 'interrupted') return undefined;
    return { message: visible(error.message), hint: error.hint && visible(error.hint) };
  }
  return { message: visible(messageOf(error)), hint: undefined };
}
