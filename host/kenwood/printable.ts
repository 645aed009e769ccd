const NAMED: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\\': '\\\\' };

/** Bytes on one line, for people and reports: `\x03\xc0\xff\xc0\r`. Safe for any terminal. */
export function printable(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(
      /[^\x20-\x5b\x5d-\x7e]/g,
      (byte) => NAMED[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
}
