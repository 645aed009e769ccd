import { messageOf, OnairError, visible } from '../../../base/index.js';
import { WEB_ERRORS } from '../../../text/web/index.js';
import { language } from './words.js';

/** What went wrong, and what to do about it, safe to show. A bug has no hint: the page says what to do. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
  /** The sentence of the core, if the page says it in another language: it has the details. */
  readonly english?: string;
}

/** An error of the page itself: its text is in the language of the page already. */
export class PageError extends OnairError {}

/** @returns undefined for what the user stopped */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof OnairError)) return { message: visible(messageOf(error)), hint: undefined };
  const { code } = error;
  if (code === 'interrupted') return undefined;
  const message = visible(error.message);
  const hint = error.hint && visible(error.hint);
  const said = error instanceof PageError ? undefined : WEB_ERRORS[language.value][code];
  return said ? { ...said, english: `${message}: ${hint}` } : { message, hint };
}
