/** Bytes or one-character-a-byte text for people: printable ASCII as it is, everything else as `\xNN`. */
export function printable(text: string | Buffer): string {
  return (typeof text === 'string' ? text : text.toString('latin1')).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
