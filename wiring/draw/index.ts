/** The drawings of a design. */
export { drawStripboard } from './stripboard.js';
export { drawDesign } from './svg.js';
