/** A chart for a terminal. */
export { plotTerminal } from './terminal.js';
