import type { Facts } from '../judges/facts.js';

/** A piece of a packet, and what it says. */
export interface Part {
  readonly text: string;
  readonly facts: Facts;
}

/** A whole information field. */
export interface Line extends Part {
  readonly from: string;
  readonly to: string;
  /** What it is made of, for the tables of reasons. */
  readonly kind: string;
  /** As stations send it, and not by the letter of the chapter. */
  readonly asSent: boolean;
}

export const NOTHING: Part = { text: '', facts: {} };

/** Pieces one behind the other. */
export function together(...parts: readonly Part[]): Part {
  return {
    text: parts.map(({ text }) => text).join(''),
    facts: Object.assign({}, ...parts.map(({ facts }) => facts)) as Facts,
  };
}
