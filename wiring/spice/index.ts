/** A design as a circuit for ngspice, and what it must show there. */
export type { Claim, Seed } from './claim.js';
export { claimsOf } from './claims/index.js';
export { deckOf, readRun } from './deck.js';
export { type Figure, figureOf } from './figures.js';
