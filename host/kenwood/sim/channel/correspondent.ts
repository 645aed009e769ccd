import { latin1Bytes, latin1Text } from '../../../base/index.js';
import { type Ax25Frame, encodeUi } from '../../../packet/ax25/index.js';
import { parseCallSign } from '../../../packet/index.js';

/** A message with its number, and a reply-ack behind it (chapter 14 of APRS101; APRS 1.1). */
const MESSAGE = /^:([A-Z0-9-]{1,9}) *:[^{]*\{([A-Za-z0-9]{1,5}(?:\}[A-Za-z0-9]{0,2})?)\s*$/;
const ANSWER = /^(?:ack|rej)/;

/**
 * What comes back from the station that a packet of ours is for; undefined where the packet asks for nothing.
 * @param answers `ack`, or `rej`: a TM-D700 whose message memory is full (Xastir, db.c)
 */
export function answerOf({ from, info }: Ax25Frame, answers: string): Uint8Array | undefined {
  const text = latin1Text(info);
  const [, to, number] = MESSAGE.exec(text) ?? [];
  if (answers === 'none' || to === undefined || number === undefined || ANSWER.test(text.slice(11)))
    return undefined;
  return encodeUi({
    from: parseCallSign(to),
    to: parseCallSign('APK101'),
    path: [],
    info: latin1Bytes(`:${from.padEnd(9)}:${answers}${number}`),
  });
}
