import { type Document, isMap, isNode, isScalar, type LineCounter } from 'yaml';
import type { z } from 'zod';
import { OnairError } from '../error.js';
import { suggest } from '../nearest.js';
import { parseYaml } from './bounded.js';

/** Place in a document: keys and positions from the top. */
export type Path = readonly PropertyKey[];

/** A document that has passed its schema, and a way to report errors in parts of it. */
export interface CheckedYaml<T> {
  readonly value: T;
  /** An error that says where it is: `file:line:column: message`. */
  error(path: Path, message: string, hint: string): OnairError;
}

/** Names of the keys that are allowed at a place, for the hint on an unknown one. */
export type KnownKeys = (path: Path) => readonly string[];

/**
 * Parses YAML by a schema.
 * @param example a file to compare with, for the hints
 * @throws OnairError bad-value with file:line:column if it does not parse or does not fit the schema
 */
export function checkYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  known: KnownKeys,
  example: string,
): CheckedYaml<T> {
  const { document, lines, value } = parseYaml(
    text,
    file,
    'YAML wants spaces (no tabs) and a space after each colon',
  );
  const at = ({ line, col }: SourcePosition): string => `${file}:${line}:${col}`;
  const error: CheckedYaml<T>['error'] = (path, message, hint) => {
    const place = placeOf(document, lines, path) ?? lines.linePos(document.contents?.range?.[0] ?? 0);
    return new OnairError('bad-value', {
      message: `${at(place)}: ${message}`,
      hint,
      details: { file, path: path.map(String) },
    });
  };
  const read = schema.safeParse(value);
  if (!read.success && value === null)
    throw error([], 'nothing is in this file', `compare it with ${example}`);
  if (read.success) return { value: read.data, error };
  // A mistyped key is also a missing one: the first message says more.
  const { issues } = read.error;
  throw explain(issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0], error, known, example);
}

function explain(
  issue: z.core.$ZodIssue | undefined,
  error: CheckedYaml<never>['error'],
  known: KnownKeys,
  example: string,
): OnairError {
  if (!issue) return error([], 'it does not fit', `compare it with ${example}`);
  const name = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const where = name === '' ? '' : ` in ${name}`;
    return error([...issue.path, key], `unknown key "${key}"${where}`, suggest(key, known(issue.path)));
  }
  return error(issue.path, `${name || 'the file'}: ${issue.message}`, `compare it with ${example}`);
}

/** Position in a text, both counted from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly col: number;
}

/** Line and column of a key, or of the nearest enclosing block; undefined if no part of the path exists. */
export function placeOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): SourcePosition | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(path[length - 1]),
      );
      const offset = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
      if (offset !== undefined) return lines.linePos(offset);
    }
    const node = document.getIn(path.slice(0, length), true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset !== undefined) return lines.linePos(offset);
  }
  return undefined;
}
