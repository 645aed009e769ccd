import { encodeUi } from '../../packet/ax25/index.js';
import { type CallSign, describeData, parseCallSign, TOCALL } from '../../packet/index.js';
import { frameBytes, readPath, type TransmitFlags } from '../flags/transmit-flags.js';

/** A packet of ours, for people and for the TNC. */
export interface OwnPacket {
  readonly monitor: string;
  readonly bytes: Uint8Array;
}

/** An information text as a frame with our call sign. @throws OnairError bad-value */
export function ownPacket(from: CallSign, info: string, flags: TransmitFlags): OwnPacket {
  const path = readPath(flags.path).map((call) => ({ call, repeated: false }));
  const frame = encodeUi({ from, to: parseCallSign(TOCALL), path, info: Buffer.from(info) });
  return { monitor: describeData(frame), bytes: frameBytes(frame, flags) };
}
