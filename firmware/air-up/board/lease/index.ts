/** Leases: what the board does when they are not renewed. */
export { type AboutLeases, LeaseDialogue, type LeaseState } from './lease-agreement.js';
export { leaseTerms } from './lease-terms.js';
export { FAILSAFE_NAME } from './leases.js';
