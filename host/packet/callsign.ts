import { OnairError } from '../base/index.js';

declare const checked: unique symbol;

/**
 * An AX.25 address as people write it: 1-6 of A-Z and 0-9, then `-` and an SSID of 1-15 unless that is 0
 * (AX.25 2.2, section 3.12). Always in its one canonical form, so that `===` compares stations.
 */
export type CallSign = string & { readonly [checked]: true };

/** What is reported for each typing mistake; the first match counts. Tried on trimmed text in capitals. */
const SLIPS: readonly (readonly [RegExp, what: string, hint: string])[] = [
  [/^$/, 'is empty', 'give a callsign such as W1AW or W1AW-9'],
  [/\s/, 'has a space in it', 'join the SSID with a dash: W1AW-9'],
  [/\//, 'has a slash', 'AX.25 has no room for /P or /M: leave it out, or tell it by the SSID (W1AW-7)'],
  [/[^A-Z0-9-]/, 'has a foreign character', 'A-Z, 0-9 and a plain dash only; a zero is 0, not \u00d8'],
  [/^-/, 'has nothing before the dash', 'put the callsign first: W1AW-9'],
  [/-$/, 'ends in a dash', 'finish the SSID (W1AW-9), or leave the dash out'],
  [/-.*-/, 'has more than one dash', 'one dash, before the SSID: W1AW-9'],
  [/^[^-]{7}/, 'is too long', 'AX.25 has room for 6 characters before the SSID'],
  [/-.*[A-Z]/, 'has a letter in the SSID', 'the SSID is a number from 0 to 15 on the air'],
  [/-/, 'has an SSID beyond 15', 'the SSID is a number from 0 to 15; 9 is usual for a car, 7 for a handheld'],
];

/**
 * Reads any address: a station, a destination like APZ001, a path hop like WIDE1-1. Space around it is
 * forgiven, lower case is raised, -0 is dropped. Throws `bad-value`, with a hint for the particular slip.
 */
export function parseCallSign(text: string): CallSign {
  // toUpperCase would also turn a dotless i into I and a sharp s into SS: not what is on the license.
  const typed = text.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const [, base, ssid = '0'] = /^([A-Z0-9]{1,6})(?:-(\d{1,2}))?$/.exec(typed) ?? [];
  if (base !== undefined && Number(ssid) <= 15) return joinCallSign(base, Number(ssid));
  const [, what, hint] = SLIPS.find(([slip]) => slip.test(typed)) ?? ['', 'is not a callsign', 'W1AW-9'];
  throw new OnairError('bad-value', { message: `callsign "${text}" ${what}`, hint, details: { text } });
}

/** The canonical form of two parts that the caller has checked: a base of 1-6 A-Z 0-9 and an SSID of 0-15. */
export function joinCallSign(base: string, ssid: number): CallSign {
  return (ssid === 0 ? base : `${base}-${ssid}`) as CallSign;
}

/** The two parts of a callsign; the SSID is 0 when none is written. */
export function splitCallSign(call: CallSign): { readonly base: string; readonly ssid: number } {
  const [base = '', ssid = '0'] = call.split('-');
  return { base, ssid: Number(ssid) };
}

/** Calls in sample configurations, documentation and factory-fresh radios. Tried without the SSID. */
const PLACEHOLDER = /^(N0CALL|NOCALL|MYCALL|YOURCALL|CALLSIGN|TEST.*)$/;

/** Whether a call is a placeholder: N0CALL and the like. */
export function isPlaceholder(call: CallSign): boolean {
  return PLACEHOLDER.test(splitCallSign(call).base);
}

/** Path names have a digit and a letter too, but nobody is licensed as WIDE1. */
const PATH_NAME = /^(WIDE|TRACE)\d$/;

/**
 * The callsign to transmit under. Throws `no-callsign` when it is missing, a placeholder, a path name or not
 * like an amateur call; `bad-value` when it is no AX.25 address at all.
 *
 * "Like an amateur call" is at least three characters with a letter and a digit among them: every call formed
 * by ITU Radio Regulations 19.68 and 19.69 has both, and three is the shortest issued (US 1x1 events, W1A).
 * Nothing stricter, because 3DA0XYZ's kind of prefix and special-event calls break tighter patterns. Note
 * that 3DA0XYZ itself has seven characters, one more than AX.25 can carry: `parseCallSign` says so.
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
