import { escapeXml } from '../../host/base/index.js';
import {
  type Design,
  type Placed,
  pinText,
  type Spot,
  type Stripboard,
  stripboardOf,
  stripName,
  wireEnd,
} from '../model/index.js';
import { STYLE, text, wireColor } from './theme.js';

/** Distance of two holes, SVG units. */
const PITCH = 22;
/** Space for the names of the ends that the wires lead to. */
const SIDE = { left: 184, right: 268 } as const;
/** Title and the numbers of the holes. */
const TOP = 92;
const LEGEND_ROW = 16;

const BOARD_STYLE = `
  .strip{fill:#ecd0a6}.free{fill:#fff;stroke:#b58b52;stroke-width:.6}.body{fill:#fff;stroke:#333;stroke-width:1.2}
  .lead{stroke:#333;stroke-width:1.6;fill:none}.mark{fill:#333}.joint{fill:#333}.value{font-size:10px}
  @media (prefers-color-scheme:dark){.strip{fill:#6a4d2a}.free{fill:#222;stroke:#a8834f}.body{fill:#333;stroke:#ddd}
    .lead{stroke:#ddd}.mark{fill:#ddd}.joint{fill:#eee}}`;

const xOf = (column: number): number => SIDE.left + column * PITCH + PITCH / 2;
const yOf = (strip: number): number => TOP + strip * PITCH + PITCH / 2;

/** The stripboard of a design, seen from the side of the parts. */
export function drawStripboard(design: Design): string {
  const board = stripboardOf(design);
  if (!board) return '';
  const width = SIDE.left + board.holes * PITCH + SIDE.right;
  const legend = legendOf(board, width);
  const height = TOP + board.strips * PITCH + 30 + legend.height;
  const title = `${design.file.title}: stripboard`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">`,
    `<title id="t">${escapeXml(title)}</title>`,
    `<style>${STYLE}${BOARD_STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    text(16, 28, title, 'title'),
    text(
      16,
      50,
      'Seen from above, the side of the parts. The strips of copper are below; none is cut.',
      'small',
    ),
    ...drawStrips(board),
    ...board.wires.map((wire) => drawWire(design, board, wire)),
    ...board.links.map(([from, to]) => {
      const [x, y1, y2] = [xOf(from.column), yOf(from.strip), yOf(to.strip)];
      const turned = text(x + 7, (y1 + y2) / 2 + PITCH / 2 + 4, 'link', 'value');
      return `<path class="lead" style="stroke-width:3" d="M${x} ${y1}V${y2}"/>${joint(x, y1)}${joint(x, y2)}${turned}`;
    }),
    ...board.parts.map(drawPart),
    `<g transform="translate(0 ${TOP + board.strips * PITCH + 24})">${legend.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

const joint = (x: number, y: number): string => `<circle class="joint" cx="${x}" cy="${y}" r="3.6"/>`;

function drawStrips({ strips, holes, ...rest }: Stripboard): readonly string[] {
  const used = new Set(
    [
      ...rest.parts.flatMap(({ legs }) => legs.map(({ hole }) => hole)),
      ...rest.wires.map(({ hole }) => hole),
    ].map(({ strip }) => strip),
  );
  const numbers = Array.from({ length: holes }, (_, column) =>
    text(xOf(column), TOP - 6, `${column + 1}`, 'gauge', 'middle'),
  );
  const rows = Array.from({ length: strips }, (_, strip) => {
    const y = yOf(strip);
    const free = Array.from(
      { length: holes },
      (_, column) => `<circle class="free" cx="${xOf(column)}" cy="${y}" r="2.2"/>`,
    );
    const right = xOf(holes - 1) + PITCH / 2;
    return [
      `<rect class="strip" x="${SIDE.left}" y="${y - 8}" width="${holes * PITCH}" height="16" rx="2"/>`,
      ...free,
      text(SIDE.left - 12, y + 4, stripName(strip), 'part', 'middle'),
      text(right + 12, y + 4, stripName(strip), 'part', 'middle'),
      used.has(strip) ? '' : text(right + 28, y + 4, 'nothing on this strip', 'gauge'),
    ].join('');
  });
  return [...numbers, ...rows];
}

/** A wire leaves at the end that is nearer. */
function drawWire(design: Design, { holes }: Stripboard, { pin, hole }: Spot): string {
  const isLeft = hole.column < holes / 2;
  const [x, y] = [xOf(hole.column), yOf(hole.strip)];
  const edge = isLeft ? SIDE.left : xOf(holes - 1) + PITCH / 2;
  const [near, far] = isLeft ? [edge - 22, edge - 44] : [edge + 22, edge + 44];
  const color = wireColor(colorOf(design, pin));
  const end = wireEnd(design, pin);
  const label = end === pinText(pin) ? end : `${end} (${pinText(pin)})`;
  const line = (from: number, to: number): string =>
    `<path class="casing" d="M${from} ${y}H${to}"/><path class="wire" stroke="${color}" d="M${from} ${y}H${to}"/>`;
  return [
    line(near, far),
    line(x, edge),
    `<circle cx="${x}" cy="${y}" r="5" style="fill:${color};stroke:#333"/>`,
    text(isLeft ? far - 5 : far + 5, y + 4, label, 'pin', isLeft ? 'end' : 'start'),
  ].join('');
}

/** Color of the wire to an end off the board. */
function colorOf({ wires }: Design, pin: Spot['pin']): string | undefined {
  return wires.find(({ from, to }) => from === pin || to === pin)?.spec.color;
}

function drawPart({ designator, legs }: Placed): string {
  const strips = legs.map(({ hole }) => hole.strip);
  const [first, last] = [Math.min(...strips), Math.max(...strips)];
  const x = xOf(legs[0].hole.column);
  const [top, bottom] = [yOf(first), yOf(last)];
  const joints = legs.map(({ hole }) => joint(x, yOf(hole.strip)));
  if (legs.length === 3) return drawTransistor(designator, legs, x, top, bottom);
  const middle = (top + bottom) / 2;
  const half = Math.min(30, (bottom - top) / 2 - 12);
  const body = `<rect class="body" x="${x - 7}" y="${middle - half}" width="14" height="${2 * half}" rx="3"/>`;
  const ring = legs.find(({ pin }) => pin.part.kind.what === 'diode' && pin.name === 'K');
  const ringY = ring && (ring.hole.strip === first ? middle - half + 4 : middle + half - 9);
  // Between two strips, where no hole is.
  const labelY = (last - first) % 2 === 0 ? middle + PITCH / 2 : middle;
  return [
    `<path class="lead" d="M${x} ${top}V${bottom}"/>`,
    body,
    ringY === undefined ? '' : `<rect class="mark" x="${x - 7}" y="${ringY}" width="14" height="5"/>`,
    ...joints,
    text(x + 9, labelY + 4, designator, 'part'),
  ].join('');
}

/** A TO-220 from above: the printed side is left, the metal tab right. */
function drawTransistor(
  designator: string,
  legs: readonly Spot[],
  x: number,
  top: number,
  bottom: number,
): string {
  const [y, height] = [top - 18, bottom - top + 36];
  return [
    `<rect class="body" x="${x - 18}" y="${y}" width="30" height="${height}" rx="2"/>`,
    `<rect class="mark" x="${x + 12}" y="${y}" width="5" height="${height}"/>`,
    ...legs.map(({ pin, hole }) => {
      const at = yOf(hole.strip);
      return joint(x, at) + text(x - 9, at + 4, pin.name, 'pin', 'middle');
    }),
    text(x + 20, top + PITCH / 2 + 4, designator, 'part'),
  ].join('');
}

/** Designators and their parts, in columns. */
function legendOf({ parts }: Stripboard, width: number): { readonly svg: string; readonly height: number } {
  const lines = [
    ...parts.map(
      ({ designator, legs: [{ pin }] }) => `${designator}  ${pin.part.label} (${pin.part.kind.title})`,
    ),
    'Diodes: the dark band is the ring.',
    'MOSFETs: G gate, D drain, S source; the dark edge is the metal tab.',
    'Links: bare wire on the side of the parts.',
  ];
  const columns = 2;
  const rows = Math.ceil(lines.length / columns);
  const svg = lines.map((line, index) =>
    text(
      16 + Math.floor(index / rows) * ((width - 32) / columns),
      16 + (index % rows) * LEGEND_ROW,
      line,
      'small',
    ),
  );
  return { svg: svg.join(''), height: rows * LEGEND_ROW + 8 };
}
