/** Designs and parts from files of this computer. */
export { designNames, loadDesign, readDesign } from './design-files.js';
