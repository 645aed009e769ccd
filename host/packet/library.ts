/**
 * `onair/packet`: KISS, AX.25 and APRS. Pure: bytes to frames to meaning and back.
 *
 *     bytes ─▶ KissDecoder ─▶ decodeFrame ─▶ decodeAprs ─▶ report
 *     bytes ◀─ encodeKiss  ◀─ encodeUi    ◀─ encodePosition, encodeMessage ...
 */
export { type ErrorCode, type ErrorText, OnairError } from '../base/index.js';
export { type AprsPacket, decodeAprs } from './aprs/decode.js';
export { deviceOf } from './aprs/devices/index.js';
export {
  type AprsObject,
  encodeAck,
  encodeBulletin,
  encodeMessage,
  encodeObject,
  encodePosition,
  encodeStatus,
} from './aprs/encode.js';
export { MAX_COMMENT_LENGTH, type Position } from './aprs/position/position.js';
export type {
  AprsError,
  AprsReport,
  AprsSymbol,
  Beam,
  Extension,
  Frequency,
  Grid,
  MessageReport,
  Motion,
  Place,
  QueryArea,
  ReservedUse,
  Station,
  Storm,
  Telemetry,
  TelemetryDefinition,
  Timestamp,
  Weather,
} from './aprs/report.js';
export { parseSymbol, symbolName } from './aprs/symbols/symbols.js';
export {
  type ScaledBit,
  type ScaledTelemetry,
  type ScaledValue,
  TelemetryBook,
} from './aprs/telemetry-book.js';
export type { AddressError } from './ax25/address.js';
export {
  type Ax25Error,
  type Ax25Frame,
  type CommandResponse,
  type DecodeResult,
  decodeFrame,
  encodeUi,
  type PathHop,
  PID_NO_LAYER_3,
  type UiContent,
} from './ax25/ax25.js';
export type { OtherName, SupervisoryName } from './ax25/control.js';
export { type CallSign, isPlaceholder, parseCallSign, requireOwnCallSign } from './callsign.js';
export {
  encodeKiss,
  KISS_COMMANDS,
  KissDecoder,
  type KissDecoderOptions,
  type KissDropped,
  type KissEncodeOptions,
  type KissFrame,
  type KissParameters,
  parameterFrames,
  RETURN_FRAME,
} from './kiss/kiss.js';
export { formatMonitor, parseMonitor } from './monitor.js';
