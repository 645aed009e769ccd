/** Requirements for every wiring. */
export { check, RULES } from './check.js';
export { readingOf, withMistake } from './meter/meter.js';
export { resistance } from './power/awg.js';
export type { Finding, Found, Rule, Severity, Wiring } from './rule.js';
