import { type CST, type Document, LineCounter, Parser, parseDocument } from 'yaml';
import { messageOf, OnairError } from '../error.js';

/** Maximum length of a text, characters. The largest file of the package has 37,000. */
const MAX_LENGTH = 131_072;
/** Maximum number of keys and list items in a text: the parser compares each key with all others of its block. */
const MAX_ITEMS = 5000;
/** Maximum number of blocks within one another: the parser recurses, and what reads the values does too. */
const MAX_DEPTH = 32;
/** Maximum number of aliases (`*name`) in a text, and of the values that they may come to. */
const MAX_ALIASES = 100;

/** A text that was parsed. */
export interface ParsedYaml {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: unknown;
}

/**
 * Parses YAML that somebody else has written: how large and how deep it may be is checked before anything is built of
 * it.
 * @param hint what a reader may do where it is no YAML
 * @throws OnairError bad-value with file:line:column
 */
export function parseYaml(text: string, file: string, hint: string): ParsedYaml {
  const lines = new LineCounter();
  const refuse = (offset: number, message: string, what: string): OnairError => {
    const { line, col } = lines.linePos(offset);
    return new OnairError('bad-value', {
      message: `${file}:${line}:${col}: ${message}`,
      hint: what,
      details: { file },
    });
  };
  for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
  const beyond = beyondLimits(text);
  if (beyond)
    throw refuse(
      beyond.offset,
      beyond.message,
      'a file for onair has some hundred lines: is it the right one?',
    );
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) throw refuse(broken.pos[0], broken.message, hint);
  try {
    return { document, lines, value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    const first = Math.max(0, text.indexOf('*'));
    throw refuse(
      first,
      `its aliases can't be followed: ${messageOf(error)}`,
      'write the values out, without & and *',
    );
  }
}

interface Beyond {
  readonly offset: number;
  readonly message: string;
}

/** Looks at the tokens only, without recursion. @returns the first place beyond a limit */
function beyondLimits(text: string): Beyond | undefined {
  if (text.length > MAX_LENGTH) {
    return { offset: MAX_LENGTH, message: `it has ${text.length} characters, more than ${MAX_LENGTH}` };
  }
  let items = 0;
  let aliases = 0;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of new Parser().parse(text)) open.push({ token, depth: 0 });
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === 'alias' && ++aliases > MAX_ALIASES) {
      return { offset: token.offset, message: `it has more than ${MAX_ALIASES} aliases` };
    }
    if (depth > MAX_DEPTH) {
      return { offset: token.offset, message: `more than ${MAX_DEPTH} blocks within one another` };
    }
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    items += token.items.length;
    if (items > MAX_ITEMS) {
      return { offset: token.offset, message: `it has more than ${MAX_ITEMS} keys and items` };
    }
    for (const { key, value } of token.items) {
      for (const inner of [key, value]) if (inner) open.push({ token: inner, depth: depth + 1 });
    }
  }
  return undefined;
}
