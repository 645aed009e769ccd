/** A conversation with a command line; apart from the profiles, whose files need a YAML parser. */
export { Conversation } from './conversation.js';
export { requireKiss } from './require-kiss.js';
export { PROBE } from './to-prompt.js';
