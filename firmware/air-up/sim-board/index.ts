/** The simulated Arduino with the plant on its pins; runs anywhere. */
export { airUpKindWith } from './kind.js';
