import { encodeUi } from '../../../packet/ax25/index.js';
import { type CallSign, describeData, parseCallSign, TOCALL } from '../../../packet/index.js';
import { encodeKiss, KISS_COMMANDS } from '../../../packet/kiss/index.js';

/** Two digipeaters: the usual path of a mobile station (APRS "new n-N paradigm"). */
const PATH = ['WIDE1-1', 'WIDE2-1'];

/** A packet of ours, for people and for the TNC. */
export interface OwnPacket {
  readonly monitor: string;
  readonly bytes: Uint8Array;
}

/** An information text as a frame under our call sign. @throws OnairError bad-value */
export function ownPacket(from: CallSign, info: string): OwnPacket {
  const data = encodeUi({
    from,
    to: parseCallSign(TOCALL),
    path: PATH.map((call) => ({ call: parseCallSign(call), repeated: false })),
    info: new TextEncoder().encode(info),
  });
  return {
    monitor: describeData(data),
    bytes: encodeKiss({ port: 0, command: KISS_COMMANDS.data, data }),
  };
}
