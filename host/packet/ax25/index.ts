/** AX.25: frames. */
export { type Ax25Frame, decodeFrame, encodeUi } from './ax25.js';
