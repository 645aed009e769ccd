/** One TNC for many clients. */
export type { ClientWire } from './client.js';
export { type ClientFacts, type HubEvent, type HubTotals, REFUSALS } from './events.js';
export { type Joined, KissHub, LIMITS, type RadioWire } from './hub.js';
export type { Rules } from './rules.js';
