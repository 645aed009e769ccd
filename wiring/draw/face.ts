import type { Design, Part, Wire } from '../model/index.js';
import { SIZE } from './layout.js';
import { type Piece, text, wireColor } from './theme.js';

const PITCH = 36;
const HOLE = 11;
/** Width of a letter below a hole, SVG units. */
const LETTER = 6.5;

/** The faces of all connectors with a wire, seen from the solder side. */
export function drawFaces(design: Design, width: number): Piece {
  const parts = design.parts.filter((part) => part.kind.face && colorsOf(design, part).size > 0);
  let [x, y] = [SIZE.margin, 0];
  let height = 0;
  const svg = parts.map((part) => {
    const face = drawFace(design, part);
    if (x + face.width > width - SIZE.margin && x > SIZE.margin) {
      x = SIZE.margin;
      y = height;
    }
    const placed = `<g transform="translate(${x} ${y})">${face.svg}</g>`;
    x += face.width + 24;
    height = Math.max(height, y + face.height);
    return placed;
  });
  return { svg: svg.join('\n'), height: parts.length === 0 ? 0 : height + 12 };
}

/** Color of the wire at each pin number. */
function colorsOf(design: Design, part: Part): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  for (const { from, to, spec } of design.wires) {
    for (const pin of [from, to]) {
      const { color } = spec as Wire;
      if (pin.part === part && color) colors.set(String(pin.spec.no ?? pin.name), color);
    }
  }
  return colors;
}

function drawFace(design: Design, part: Part): { svg: string; width: number; height: number } {
  const rows = part.kind.face ?? [];
  const colors = colorsOf(design, part);
  const unused = new Set(
    Object.values(part.kind.pins).flatMap(({ role, no }) => (role === 'nc' ? [String(no)] : [])),
  );
  const unsure = new Set(
    Object.entries(part.kind.pins).flatMap(([name, { no, note }]) =>
      note?.includes('(?)') ? [String(no ?? name)] : [],
    ),
  );
  const shown = (no: string): string => (unused.has(no) ? `${no} ✕` : unsure.has(no) ? `${no} ?` : no);
  const columns = Math.max(...rows.map((row) => row.length));
  // Holes with words below them are further apart than those with numbers.
  const longest = Math.max(...rows.flat().map((no) => shown(no).length));
  const pitch = Math.max(PITCH, longest * LETTER + 8);
  const width = Math.max(columns * pitch + 24, 190);
  const holes = rows.flatMap((row, rowIndex) =>
    row.map((no, index) => {
      const cx = 6 + pitch / 2 + (index + (columns - row.length) / 2) * pitch;
      const cy = 46 + rowIndex * PITCH;
      const color = colors.get(no);
      return [
        `<circle class="hole" cx="${cx}" cy="${cy}" r="${HOLE}"${color ? ` style="fill:${wireColor(color)};stroke-width:3"` : ''}/>`,
        // The number is below the hole, because it would be hard to read on a color.
        text(cx, cy + HOLE + 9, shown(no), 'gauge', 'middle'),
      ].join('');
    }),
  );
  const height = 46 + rows.length * PITCH + 8;
  const gender = part.kind.gender ? `${part.kind.gender}, ` : '';
  return {
    svg: [
      text(0, 12, part.label, 'part'),
      text(0, 26, `${gender}seen from the wire side`, 'gauge'),
      `<rect class="box" x="4" y="32" width="${columns * pitch + 4}" height="${rows.length * PITCH + 12}" rx="12" style="fill:none"/>`,
      ...holes,
    ].join(''),
    width,
    height,
  };
}
