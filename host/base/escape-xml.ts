const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Everything but the characters of XML 1.0 (production 2, Char), and what acts on a screen: DEL, C1, bidi marks, line
 * separators.
 */
const NOT_SHOWN =
  /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Text as the content of an XML element or of an attribute in double quotes. Characters that XML 1.0 does not allow, or
 * that change how the text around them is shown, are dropped. With `ascii` the result is printable ASCII: markup, line
 * ends and all other characters become `&#NNN;`.
 */
export function escapeXml(text: string, { ascii = false } = {}): string {
  const allowed = text.replace(NOT_SHOWN, '');
  return ascii
    ? allowed.replace(/[&<>"']|[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`)
    : allowed.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
