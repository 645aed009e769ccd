/**
 * What no text from outside may put on a terminal or into a line of JSON: control characters of both sets (C0, C1),
 * format characters (they turn the direction of writing, or hide), separators of lines and paragraphs, lone surrogates,
 * and what has no meaning of its own (private use, unassigned).
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Text from outside, safe to show: letters of every alphabet as they are, the rest as `\xNN` or `\u{...}`. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** The same for text that may have lines and tabs of its own. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t]+/g, visible);
}

/** JSON with the same characters as `\uXXXX`: the same document, safe to show. `indent` gives it lines. */
export function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (character) =>
    character === '\n'
      ? character
      : Array.from(
          { length: character.length },
          (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  );
}
