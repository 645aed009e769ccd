/** Opens links on this computer; each kind is loaded on first use. */
export { openLink } from './open.js';
export { isLoopback, isNetworkError, listenError, listenTcp } from './tcp-listen.js';
export { listenUnix } from './unix-listen.js';
