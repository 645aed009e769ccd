/** The simulated Arduino with the plant on its pins; it needs nothing of Node. */
export { airUpKindWith } from './kind.js';
