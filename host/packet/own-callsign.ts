import { OnairError } from '../error.js';
import { type CallSign, parseCallSign, splitCallSign } from './callsign.js';

/** What stands in sample configurations, documentation and factory-fresh radios. Tried without the SSID. */
const PLACEHOLDER = /^(N0CALL|NOCALL|MYCALL|YOURCALL|CALLSIGN|TEST.*)$/;

/** Path names have a digit and a letter too, but nobody is licensed as WIDE1. */
const PATH_NAME = /^(WIDE|TRACE)\d$/;

/**
 * The callsign to transmit under. Throws `no-callsign` when it is missing, a placeholder, a path name or not like an
 * amateur call; `bad-value` when it is no AX.25 address at all.
 *
 * "Like an amateur call" is at least three characters with a letter and a digit among them: every call formed by
 * ITU Radio Regulations 19.68 and 19.69 has both, and three is the shortest issued (US 1x1 events, W1A). Nothing
 * stricter, because 3DA0XYZ's kind of prefix and special-event calls break tighter patterns. Note that 3DA0XYZ itself
 * has seven characters, one more than AX.25 can carry: `parseCallSign` says so.
 */
export function requireOwnCallSign(text: string | undefined): CallSign {
  if (text === undefined || text.trim() === '') throw refuse('no callsign is set', text);
  // Before parsing: TESTCALL is too long for AX.25, but that is not what is wrong with it.
  const typed = text.trim().toUpperCase().replace(/-.*$/, '');
  if (PLACEHOLDER.test(typed)) throw refuse(`${typed} is a placeholder, not a callsign`, text);
  const call = parseCallSign(text);
  const { base } = splitCallSign(call);
  if (PATH_NAME.test(base)) throw refuse(`${base} is a path name, not a station`, text);
  const amateur = base.length >= 3 && /[A-Z]/.test(base) && /\d/.test(base);
  if (!amateur) throw refuse(`${base} does not look like an amateur callsign`, text);
  return call;
}

function refuse(message: string, text: string | undefined): OnairError {
  return new OnairError('no-callsign', {
    message,
    hint: 'give the callsign of your license, such as W1AW or W1AW-9: transmitting needs one',
    details: { text: text ?? null },
  });
}
