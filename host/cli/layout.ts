import { wrapAnsi } from 'fast-wrap-ansi';
import type { TextSink } from './io.js';

/** Colors, which take no room on the screen. */
const ESCAPES = /\u001b\[\d+m/g;

/** Breaks a long line between words and indents what follows; only for a terminal, so that a pipe can be searched. */
export function wrapped(line: string, { isTTY, columns }: TextSink): string {
  if (!isTTY) return line;
  const indent = /^ *(?:- |\S*(?:error|hint|note):\S* *)?/.exec(line)?.[0].replace(ESCAPES, '').length ?? 0;
  return wrapAnsi(line, widthOf(columns) - 1 - indent, { trim: false })
    .split('\n')
    .map((part, index) => (index === 0 ? part : ' '.repeat(indent) + part.trimStart()).trimEnd())
    .join('\n');
}

/** A terminal that was told no size says 0. */
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
