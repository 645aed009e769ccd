/** Simulated devices for other programs: on a pseudo-terminal, or over TCP. */
export { type Served, type ServeSetup, servePty, serveTcp } from './serve.js';
