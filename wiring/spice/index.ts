/** A design as a circuit for ngspice, and what it must show there. */
export { type Claim, holds, type Seed, worstOf } from './claim.js';
export { claimsOf } from './claims/index.js';
export { deckOf, readRun } from './deck.js';
