import { decodeFrame } from '../../packet/ax25/index.js';
import { type CallSign, splitCallSign } from '../../packet/index.js';
import { encodeKiss, KISS_COMMANDS, KissDecoder } from '../../packet/kiss/index.js';
import { ApiRefusal } from '../service/refusal.js';

/**
 * Passes one KISS data frame that a phone may transmit: an UI frame, from the call sign of the terminal or one of its
 * SSIDs, that no digipeater has marked.
 * @returns that frame alone: bytes behind it would become another one with what the phone sends next
 * @throws Refusal bad-request, other-call
 */
export function demandOwnFrame(kiss: Uint8Array, call: CallSign): Uint8Array {
  const [frame, second] = new KissDecoder().push(kiss);
  if (!frame || second || frame.command !== KISS_COMMANDS.data || frame.port !== 0)
    throw badFrame('not one KISS data frame for port 0');
  const decoded = decodeFrame(frame.data);
  if (!decoded.ok) throw badFrame(`no AX.25 frame: ${decoded.error}`);
  const { from, type, path } = decoded.frame;
  if (type !== 'UI') throw badFrame(`a ${type} frame; only UI frames are transmitted`);
  if (path.some(({ repeated }) => repeated)) throw badFrame('it has the mark of a digipeater');
  if (from === call || splitCallSign(from).base === call) return encodeKiss(frame);
  throw new ApiRefusal(
    'other-call',
    `this radio transmits as ${call} only, not as ${from}`,
    `type ${call} as your call sign; only its owner can start onair app with another one (--call)`,
  );
}

function badFrame(what: string): ApiRefusal {
  return new ApiRefusal('bad-request', `this can't be transmitted: ${what}`, 'send it from the page');
}
