import { latin1Text } from './bytes.js';

const NAMED: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n' };

/** Text (one character per byte) or bytes for people: printable ASCII, CR and LF as `\r` `\n`, the rest as `\xNN`. */
export function printable(text: string | Uint8Array): string {
  return (typeof text === 'string' ? text : latin1Text(text)).replace(
    /[^\x20-\x7e]/g,
    (char) => NAMED[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
