import type { Computer } from './computer.js';

/** One thing the doctor looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it. With status ok: what would be gained. */
  readonly remedy?: string;
}

/** Looks at one thing; several checks where there is one per port. */
export type Examine = (computer: Computer) => Promise<Omit<Check, 'name'> | readonly Omit<Check, 'name'>[]>;
