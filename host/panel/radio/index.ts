/** The radio of this computer, for phones. */
export { type RadioSharing, radioRoutes } from './radio-routes.js';
export { SharedRadio } from './shared-radio.js';
