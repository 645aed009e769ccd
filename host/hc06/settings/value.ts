import { latin1Bytes } from '../../base/index.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A name as a person reads it: modules of some sellers have one in UTF-8. @param received one character per byte */
export function asText(received: string): string {
  try {
    return UTF8.decode(latin1Bytes(received));
  } catch {
    return received;
  }
}

/** A value in a table or a sentence: quotes are part of it, as some modules store them, and do not enclose it. */
export function shownValue(value: string): string {
  return value.includes('"') ? `${value} (stored with its quotes)` : value;
}
