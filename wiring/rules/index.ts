/** Requirements for every wiring. */
export { check, RULES } from './check.js';
export type { Finding, Found, Rule, Severity, Wiring } from './rule.js';
