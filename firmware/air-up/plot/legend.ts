import { rule, text } from './panel.js';
import { element, type Svg } from './svg.js';
import { THEME } from './theme.js';

/** What a line or a bar of a panel means. */
export interface LegendEntry {
  readonly label: string;
  readonly draw: 'line' | 'bar';
  readonly stroke: Readonly<Record<string, string | number>> & { readonly stroke: string };
}

const SAMPLE_PX = 22;
/** Width of a letter, on average: wide enough for every font that may be used. */
const LETTER_PX = 7.4;
const ROW_PX = 19;

interface Placed {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly row: number;
}

/** Entries in rows, as many as fit side by side. */
function place(entries: readonly LegendEntry[]): Placed[] {
  let x: number = THEME.left;
  let row = 0;
  return entries.map((entry) => {
    const width = SAMPLE_PX + 6 + entry.label.length * LETTER_PX + 16;
    if (x > THEME.left && x + width > THEME.width - THEME.right) {
      x = THEME.left;
      row++;
    }
    const placed = { entry, x, row };
    x += width;
    return placed;
  });
}

/** Height that a legend takes. */
export function legendHeight(entries: readonly LegendEntry[]): number {
  return ((place(entries).at(-1)?.row ?? -1) + 1) * ROW_PX;
}

/** The legend, from this height of the picture downwards. */
export function legend(top: number, entries: readonly LegendEntry[]): Svg[] {
  return place(entries).flatMap(({ entry: { label, draw, stroke }, x, row }) => {
    const y = top + row * ROW_PX + ROW_PX / 2;
    const sample =
      draw === 'line'
        ? rule(x, y, x + SAMPLE_PX, y, stroke.stroke, stroke)
        : element('rect', { x, y: y - 5, width: SAMPLE_PX, height: 10, fill: stroke.stroke });
    return [sample, text(x + SAMPLE_PX + 6, y + 4, label)];
  });
}
