/** Numbers read in place: the decoder copies no piece of a packet that it does not return. */

const DIGIT_0 = 48;

/** What three places hold that are no number and yet stand for one: dots or blanks, which say "not known". */
export const UNKNOWN = Number.NaN;
/** What a place holds that is neither. */
export const NONE = -1;

/** The digit at `at`, or NONE. */
export function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - DIGIT_0;
  return digit >= 0 && digit <= 9 ? digit : NONE;
}

/** Digits from `from` to `to` as a number, or NONE. */
export function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = digitAt(text, at);
    if (digit === NONE) return NONE;
    value = value * 10 + digit;
  }
  return value;
}

/** Three digits; UNKNOWN where dots, blanks or dashes are among them, NONE where they are something else. */
export function tripleAt(text: string, at: number): number {
  const value = digitsAt(text, at, at + 3);
  if (value !== NONE) return value;
  return isFiller(text, at) && isFiller(text, at + 1) && isFiller(text, at + 2) ? UNKNOWN : NONE;
}

function isFiller(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 46 || code === 32 || code === 45 || (code >= 48 && code <= 57);
}

/**
 * Where a value ends that begins at `from`: digits, a decimal point, blanks, a sign before all digits; at most `width`
 * characters.
 */
export function valueEnd(text: string, from: number, width: number): number {
  let isBlank = true;
  for (let at = from; at < from + width; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 46 || (code >= 48 && code <= 57)) isBlank &&= code === 32;
    else if ((code === 45 || code === 43) && isBlank) isBlank = false;
    else return Math.min(at, text.length);
  }
  return from + width;
}

/** The value between two places; UNKNOWN where it is dots or blanks. */
export function valueAt(text: string, from: number, to: number): number {
  const value = digitsAt(text, from, to);
  if (value !== NONE) return value;
  const cell = text.slice(from, to).trim();
  return cell === '' ? UNKNOWN : Number(cell);
}
