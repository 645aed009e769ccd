import { latin1Bytes } from '../../base/index.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text for people out of an information field, which the decoder reads one character a byte: UTF-8 where it is that
 * (APRS 1.2), else Latin-1; without the line end that TNCs add.
 */
export function humanText(latin1: string): string {
  const text = latin1.replace(/[\r\n\0]+$/, '');
  if (!/[\x80-\xff]/.test(text)) return text.trim();
  // Trimmed at the end: A0 is a space in Latin-1 and the second half of an à in UTF-8.
  return (asUtf8(text) ?? text).trim();
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
  for (const character of text) value = value * 91 + (character.charCodeAt(0) - 33);
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
