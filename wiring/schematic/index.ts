/** Schematics: a design as sheets with symbols, by function. */
export { drawSchematic } from './svg.js';
