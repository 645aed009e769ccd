/** The simulated board with pin maps from files of this computer. */
export { airUpKind } from './kind.js';
