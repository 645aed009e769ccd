/**
 * Text off the air for a terminal: letters of every alphabet as they are; what moves the cursor, changes colors or turns
 * the direction of writing as `\xNN` or `\u{...}`.
 */
export function readable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
