/** Simulated devices for other programs: on a pseudo-terminal, or over TCP. */
export { openPty } from './pty.js';
export { type Served, type ServeSetup, servePty, serveTcp } from './serve.js';
