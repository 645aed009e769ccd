import { encode } from 'uqr';
import type { Io } from './io.js';
import { widthOf } from './layout.js';
import { onPaper } from './style.js';

/** Light modules around a code (ISO/IEC 18004: four). */
const QUIET_ZONE = 4;

/** Two modules, one above the other, by which of them are dark: one character is about as high as it is wide twice. */
const HALF_BLOCKS = [' ', '▄', '▀', '█'];

/** Between the code and what stands beside it. */
const GAP = '  ';

/**
 * A QR code for the camera of a phone, dark on light whatever the colors of the terminal are, with lines beside it.
 * Nothing where it could not be read: no terminal, too narrow, no colors wanted, no block characters.
 */
export function qrCode({ stdout, env }: Pick<Io, 'stdout' | 'env'>, text: string, beside: readonly string[]) {
  const rows = halfBlocks(text);
  const width = (rows[0]?.length ?? 0) + GAP.length + Math.max(0, ...beside.map(({ length }) => length));
  const isReadable = stdout.isTTY && width < widthOf(stdout.columns) && !env.NO_COLOR && hasBlocks(env);
  return isReadable ? rows.map((row, at) => `${onPaper(row)}${GAP}${beside[at] ?? ''}`.trimEnd()) : [];
}

function halfBlocks(text: string): readonly string[] {
  const { data } = encode(text, { border: QUIET_ZONE });
  const isDark = (row: number, column: number): boolean => data[row]?.[column] ?? false;
  return Array.from({ length: Math.ceil(data.length / 2) }, (_, pair) =>
    Array.from({ length: data.length }, (_, column) => {
      const upper = isDark(2 * pair, column) ? 2 : 0;
      const lower = isDark(2 * pair + 1, column) ? 1 : 0;
      return HALF_BLOCKS[upper + lower];
    }).join(''),
  );
}

/** By the locale, as other programs do; Windows Terminal says so in a variable of its own. */
function hasBlocks({ TERM, WT_SESSION, LC_ALL, LC_CTYPE, LANG }: Io['env']): boolean {
  return TERM !== 'dumb' && (WT_SESSION !== undefined || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ''));
}
