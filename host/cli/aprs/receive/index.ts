/** Received packets: live, replayed from a log, and as a list of stations. */
export { heardVerb } from './heard.js';
export { listenVerb } from './listen.js';
export { replayVerb } from './replay.js';
