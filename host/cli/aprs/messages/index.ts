/** Messages between two stations: written, acknowledged and kept. */
export { answersTo } from './answers.js';
export { chatVerb } from './chat.js';
export { inboxVerb } from './inbox.js';
export { isSimulatedPort, keptMessages } from './kept-messages.js';
export { messageVerb } from './message.js';
