const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 does not allow (production 2, Char). */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Text as the content of an XML element or of an attribute in double quotes. Characters that XML 1.0 does not allow are
 * dropped. With `ascii` the result is printable ASCII: markup, line ends and all other characters become `&#NNN;`.
 */
export function escapeXml(text: string, { ascii = false } = {}): string {
  const allowed = text.replace(NOT_XML, '');
  return ascii
    ? allowed.replace(/[&<>"']|[^\x20-\x7e]/gu, (character) => `&#${character.codePointAt(0)};`)
    : allowed.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
