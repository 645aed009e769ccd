import { messageOf, OnairError, visible } from '../../../base/index.js';
import { forPage } from '../../../text/web/index.js';
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
  const message = visible(forPage(error.message));
  const hint = visible(forPage(error.hint));
  if (error instanceof PageError) return { message, hint };
  const { translate, errors } = language.value;
  const own = { message: translate(message), hint: translate(hint) };
  if (own.message !== undefined && own.hint !== undefined) return { message: own.message, hint: own.hint };
  const known = errors[code];
  return known ? { ...known, english: `${message}: ${hint}` } : { message, hint };
}
