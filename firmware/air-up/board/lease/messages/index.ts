/** Lease messages; separate from the agreement, which depends on the cycle. */
export {
  decodeTerms,
  encodeTerms,
  KEPT,
  LEASE_CAPABILITIES,
  LEASE_ID,
  LEASE_VERSION,
  type LeaseMessage,
  type LeaseTerms,
  leaseQuestions,
  REFUSALS,
  readLeaseMessage,
  seven,
  sumOf,
  TERMS_BYTES,
  TRIPS,
} from './lease-messages.js';
export { missingOn, whyNotSpoken } from './lease-version.js';
