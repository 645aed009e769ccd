/** The drawing of a design. */
export { drawDesign } from './svg.js';
