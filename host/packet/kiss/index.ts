/** KISS: bytes to frames and back. */
export { KissDecoder } from './decoder.js';
export {
  ackModeData,
  commandName,
  encodeKiss,
  FEND,
  FESC,
  KISS_COMMANDS,
  type KissFrame,
  type KissParameters,
  parameterFrames,
  RETURN_FRAME,
  readAckMode,
  TFEND,
  TFESC,
} from './kiss.js';
