/** Leases as messages; apart from the agreement, which knows the cycle. */
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
