/** Reads designs and parts from files. */
export { designNames, loadDesign, readDesign } from './design-files.js';
