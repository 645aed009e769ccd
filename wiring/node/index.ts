/** Reads designs and parts from files. */
export { designNames, loadDesign, readDesign } from './design-files.js';
export { FIGURES, loadFigures } from './figures.js';
