import type { Computer } from './computer.js';

/** One result of the doctor. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it. With status ok: an optional improvement. */
  readonly remedy?: string;
}

/** One check; several results if there is one per port. */
export type Examine = (computer: Computer) => Promise<Omit<Check, 'name'> | readonly Omit<Check, 'name'>[]>;
