import { ApiRefusal } from '../service/refusal.js';
import type { Pairing } from './pairing.js';
import type { Session, Sessions } from './sessions.js';

/** A phone that asks to be let in. */
export interface PairAsked {
  readonly code: string | undefined;
  /** Address of the phone. */
  readonly from: string;
  /** It is let in already. */
  readonly session: Session | undefined;
  /** Sets the cookie of a new session. */
  letIn(token: string): void;
}

/** Lets a phone in by the code of the terminal. @throws Refusal wrong-code, too-many */
export function pair(
  { code = '', from, session, letIn }: PairAsked,
  sessions: Sessions,
  pairing: Pairing,
): { readonly name: string } {
  if (session) return { name: session.name };
  const tried = pairing.try(code, from);
  if (!tried.ok) {
    const waitS = Math.ceil(tried.waitMs / 1000);
    const wait = waitS > 0 ? `wait ${waitS} s, then ` : '';
    const hint = `${wait}type the code that the terminal shows now`;
    throw new ApiRefusal(waitS > 0 ? 'too-many' : 'wrong-code', 'this is not the code', hint, waitS);
  }
  const opened = sessions.open();
  letIn(opened.token);
  return { name: opened.session.name };
}
