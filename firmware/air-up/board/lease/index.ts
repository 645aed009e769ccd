/** Leases: what the board is to do when nobody renews them. */
export { type AboutLeases, LeaseDialogue, type LeaseState } from './lease-agreement.js';
export { leaseTerms } from './lease-terms.js';
export { FAILSAFE_NAME } from './leases.js';
