import { latin1Bytes } from '../../base/index.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text for people out of an information field, which the decoder reads one character a byte: UTF-8 where it is that
 * (APRS 1.2), else Latin-1; without the line end that TNCs add and without blanks around it.
 */
export function humanText(latin1: string): string {
  return humanLine(latin1).trim();
}

/** The same with its first blanks, where they are part of what was written. */
export function humanLine(latin1: string): string {
  let end = latin1.length;
  while (end > 0 && isLineEnd(latin1.charCodeAt(end - 1))) end--;
  const text = end === latin1.length ? latin1 : latin1.slice(0, end);
  // Trimmed at the end: A0 is a space in Latin-1 and the second half of an à in UTF-8.
  return (NOT_ASCII.test(text) ? (asUtf8(text) ?? text) : text).trimEnd();
}

const NOT_ASCII = /[\x80-\xff]/;

/** CR, LF and NUL. */
function isLineEnd(code: number): boolean {
  return code === 13 || code === 10 || code === 0;
}

/** Undefined where the bytes are no UTF-8. */
function asUtf8(latin1: string): string | undefined {
  try {
    return UTF8.decode(latin1Bytes(latin1));
  } catch {
    return undefined;
  }
}

/** A number of base 91: four of them hold a coordinate (chapter 9). Characters `!` to `{` are 0 to 90. */
export function base91(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) value = value * 91 + (text.charCodeAt(at) - 33);
  return value;
}

/** @returns `digits` characters, most significant first; the value must fit */
export function toBase91(value: number, digits: number): string {
  let rest = value;
  let text = '';
  for (let digit = 0; digit < digits; digit++) {
    text = String.fromCharCode(33 + (rest % 91)) + text;
    rest = Math.floor(rest / 91);
  }
  return text;
}
