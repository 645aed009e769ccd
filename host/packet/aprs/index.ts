/** APRS: frames to meaning and back, and how to send politely. */
export { describeTime } from './content/time.js';
export { decodeAprs } from './decode.js';
export { deviceOf } from './devices/index.js';
export { encodeMessage, encodePosition } from './encode.js';
export type {
  AprsReport,
  Frequency,
  Grid,
  Place,
  QueryArea,
  Station,
  Storm,
  Telemetry,
  Weather,
} from './report.js';
export { type DeliveryEnd, deliver } from './send/deliver.js';
export { MOBILE_PATH, type OwnPacket, ownPacket } from './send/own-packet.js';
export { SmartBeacon } from './send/smart-beacon.js';
export { checkInterval, checkPath } from './send/transmit-limits.js';
export { type ScaledTelemetry, TelemetryBook } from './telemetry-book.js';
