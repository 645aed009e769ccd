/** AX.25: frames. */
export { type Ax25Frame, decodeFrame, encodeUi, pathOf } from './ax25.js';
