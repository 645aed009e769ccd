/** Messages between two stations: written, acknowledged and kept. What keeps and transmits them is passed in. */
export { Acknowledger } from './acknowledger.js';
export { Deliveries, type DeliveryEvents, type KissSender, type Outgoing } from './deliveries.js';
export { type Change, KeptMessages } from './kept-messages.js';
export {
  emptyBook,
  type KeptMessage,
  type MessageBook,
  MOST_KEPT,
  readBook,
  writeBook,
} from './message-book.js';
