/** Firmata messages and their stream; firmata-io itself is used only inside `board`. */
export {
  FIRMATA,
  FIRMATA_BAUD,
  FirmataReader,
  kindOf,
  sysex,
  TO_BOARD,
  twoBytes,
} from './firmata-messages.js';
export { FirmataTransport } from './transport.js';
