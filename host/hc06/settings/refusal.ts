import type { Dialect } from '../dialects/dialect.js';

/** A refusal in another form than that of the family, or by a family whose form is not known. */
const REFUSAL = /\bERR(?:OR)?\b/i;

/** Whether an answer refuses the command. */
export function isRefusal({ refusal }: Pick<Dialect, 'refusal'>, text: string): boolean {
  return refusal?.test(text) === true || REFUSAL.test(text);
}
