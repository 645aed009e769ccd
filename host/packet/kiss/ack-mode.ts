import { joinBytes, OnairError } from '../../base/index.js';
import { KISS_COMMANDS, type KissFrame } from './codes.js';

/** The number of a frame, before its bytes. */
export const ACK_NUMBER_BYTES = 2;

/**
 * ACK mode (G8BPQ's multi-drop KISS, command 0x0C): the host puts a number of two bytes before the AX.25 frame, and
 * the TNC gives the number back, alone, once the frame is on the air. A Kenwood does not know it; Dire Wolf 1.6
 * drops it and prints that.
 */
export interface AckModeFrame {
  /** 0 to 65535. */
  readonly number: number;
  /** The AX.25 frame to send; empty in the TNC's answer. */
  readonly frame: Uint8Array;
}

/** What a frame of command `ackmode` holds; undefined for another command and where the number is cut off. */
export function readAckMode({ command, data }: KissFrame): AckModeFrame | undefined {
  const [high, low] = data;
  if (command !== KISS_COMMANDS.ackmode || high === undefined || low === undefined) return undefined;
  return { number: high * 256 + low, frame: data.subarray(ACK_NUMBER_BYTES) };
}

/** The data of a frame of command `ackmode`. @throws OnairError bad-value for a number that is not 16 bits */
export function ackModeData(number: number, frame: Uint8Array): Uint8Array {
  if (!Number.isInteger(number) || number < 0 || number > 0xffff) {
    throw new OnairError('bad-value', { message: `${number} does not number a frame`, hint: '0 to 65535' });
  }
  return joinBytes([Uint8Array.of(number >> 8, number & 0xff), frame]);
}
