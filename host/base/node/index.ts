/** Files of the package on this computer. */
export { packagePath } from './package-path.js';
export { version } from './version.js';
