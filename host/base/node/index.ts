export { openToAppend } from './append-file.js';
/** Files of the package on this computer. */
export { makeFolder, OWNER_ONLY } from './folder.js';
export { holdersOf } from './holders.js';
export { entriesOf, textOf } from './if-there.js';
export { packagePath } from './package-path.js';
export { programOf } from './program.js';
export { readUserFile, readUserFileIfThere } from './user-file.js';
export { version } from './version.js';
