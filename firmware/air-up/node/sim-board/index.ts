/** The simulated board with pin maps from files on this computer. */
export { airUpKind } from './kind.js';
