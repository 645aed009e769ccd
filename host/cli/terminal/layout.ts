import { wrapAnsi } from 'fast-wrap-ansi';
import type { TextSink } from './io.js';

/** Colors, which take no width on the screen. */
const ESCAPES = /\u001b\[[\d;]+m/g;

/** Possible prefix of a line without colors; continuation lines are indented behind it. */
const LEAD = /^ *(?:- |\S*(?:error|hint|note):\S* *)?/;

/** Share of the width: a table column further to the right is too narrow to continue in. */
const LAST_INDENT = 0.6;

/**
 * Breaks a long line between words; continuation lines are indented to the first word, in a table to the start of
 * the last column. Only for a terminal, so that a pipe can be searched.
 */
export function wrapped(line: string, { isTTY, columns }: TextSink): string {
  const plain = line.replace(ESCAPES, '');
  const width = widthOf(columns) - 1;
  if (!isTTY || plain.length <= width) return line;
  const indent = indentOf(plain, LAST_INDENT * width);
  const start = rawIndex(line, indent);
  const [first = '', ...more] = wrapAnsi(line.slice(start), width - indent, { trim: false }).split('\n');
  return [line.slice(0, start) + first, ...more.map((part) => ' '.repeat(indent) + part.trimStart())]
    .map((part) => part.trimEnd())
    .join('\n');
}

function indentOf(plain: string, most: number): number {
  const columns = [...plain.matchAll(/\S {2,}(?=\S)/g)].map(({ index, 0: gap }) => index + gap.length);
  const lead = LEAD.exec(plain)?.[0].length ?? 0;
  return Math.max(lead, ...columns.filter((column) => column <= most));
}

/** Position of the visible character `index` in a colored line. */
function rawIndex(line: string, index: number): number {
  let colors = 0;
  for (const { index: at, 0: color } of line.matchAll(ESCAPES)) {
    if (at - colors > index) break;
    colors += color.length;
  }
  return index + colors;
}

/** A terminal of unknown size reports 0. */
export function widthOf(columns: number | undefined): number {
  return columns || 80;
}

/** Lines of a table: columns as wide as their longest cell, two spaces between. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
