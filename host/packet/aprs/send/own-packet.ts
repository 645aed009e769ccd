import { encodeUi } from '../../ax25/index.js';
import { type CallSign, parseCallSign } from '../../callsign.js';
import { describeData } from '../../describe-data.js';
import { encodeKiss, KISS_COMMANDS } from '../../kiss/index.js';
import { TOCALL } from '../../tocall.js';

/** Two digipeaters: the usual path of a mobile station (APRS "new n-N paradigm"). */
export const MOBILE_PATH: readonly CallSign[] = ['WIDE1-1', 'WIDE2-1'].map(parseCallSign);

/** A packet of ours: in monitor notation for people, as KISS bytes for the TNC. */
export interface OwnPacket {
  readonly monitor: string;
  readonly bytes: Uint8Array;
}

/** The port of the TNC, 0 unless given, and whether every C is escaped, for radios that take TC 0 out of a frame. */
interface TncPort {
  readonly kissPort?: number;
  readonly escapeC?: boolean;
}

/** An information text as a frame from a station with this program. @throws OnairError bad-value */
export function ownPacket(
  from: CallSign,
  info: string,
  path = MOBILE_PATH,
  { kissPort = 0, escapeC = false }: TncPort = {},
): OwnPacket {
  const data = encodeUi({
    from,
    to: parseCallSign(TOCALL),
    path: path.map((call) => ({ call, repeated: false })),
    info: new TextEncoder().encode(info),
  });
  return {
    monitor: describeData(data),
    bytes: encodeKiss({ port: kissPort, command: KISS_COMMANDS.data, data }, { escapeC }),
  };
}
