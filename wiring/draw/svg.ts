import { escapeXml } from '../../host/base/index.js';
import type { Design, Wire } from '../model/index.js';
import { check } from '../rules/index.js';
import { drawFaces } from './face.js';
import { type Box, type Bundle, junctionsOf, type Layout, layoutOf, SIZE, type WireRoute } from './layout.js';
import { type Piece, STYLE, THEME, text, wireColor } from './theme.js';
import { wrapText } from './wrap-text.js';

/**
 * A design as an SVG for soldering: boxes and wires, connector faces, notes and doubts. It fits a phone and paper, and
 * follows the dark or light theme of the screen.
 */
export function drawDesign(design: Design): string {
  const layouts = [design.wires, design.pipes].map((joints) => layoutOf(design, joints));
  const widths = layouts.map(({ tracks }) => widthOf(tracks));
  const width = Math.max(...widths, 560);
  const pieces: Piece[] = [drawTitle(design, width)];
  for (const [index, layout] of layouts.entries()) {
    if (layout.bundles.length > 0) pieces.push(drawLayout(layout, width, index === 0 ? 'wires' : 'air'));
  }
  pieces.push(drawFaces(design, width), drawNotes(design, width));
  let y = SIZE.margin;
  const body = pieces.map(({ svg, height }) => {
    const placed = `<g transform="translate(0 ${y})">${svg}</g>`;
    y += height;
    return placed;
  });
  const height = y + SIZE.margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">`,
    `<title id="t">${escapeXml(design.file.title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function widthOf(tracks: number): number {
  return 2 * (SIZE.margin + SIZE.box + SIZE.stub) + Math.max(6, tracks) * SIZE.track;
}

function drawTitle(design: Design, width: number): Piece {
  const room = width - 2 * SIZE.margin;
  const lines = [
    ...wrapText(design.file.title, room / 10.5).map((line) => ({ line, style: 'title', step: 22 })),
    ...wrapText(design.file.about, room / 6.4).map((line, index) => ({
      line,
      style: 'small',
      step: index === 0 ? 22 : 15,
    })),
  ];
  let y = 0;
  const svg = lines.map(({ line, style, step }) => {
    y += step;
    return text(SIZE.margin, y, line, style);
  });
  return { svg: svg.join(''), height: y + 16 };
}

function drawLayout(layout: Layout, width: number, kind: 'wires' | 'air'): Piece {
  const right = width - SIZE.margin - SIZE.box;
  const channel = SIZE.margin + SIZE.box + SIZE.stub;
  // The tracks are centered in the channel, and further apart if there is space.
  const room = right - SIZE.stub - channel;
  const pitch = Math.min(MAX_TRACK, room / layout.tracks);
  const spare = (room - layout.tracks * pitch) / 2;
  const trackX = (track: number): number => Math.round(channel + spare + (track + 0.5) * pitch);
  const edge = { left: SIZE.margin + SIZE.box, right };
  return {
    svg: [
      ...layout.bundles.map((bundle) => drawBundle(bundle, edge, trackX(bundle[0].track), kind)),
      ...drawGauges(layout.bundles.flat(), edge),
      ...layout.boxes.map((box) => drawBox(box, box.side === 'left' ? SIZE.margin : right)),
    ].join('\n'),
    height: layout.height + 20,
  };
}

/** Distance of two tracks in a drawing with space, SVG units. */
const MAX_TRACK = 18;

/** x where the wires leave the two columns. */
interface Edge {
  readonly left: number;
  readonly right: number;
}

/** Maximum number of letters of a label that fit into a box. */
export const MAX_LABEL = 27;

function drawBox({ part, side, y, height, pins }: Box, x: number): string {
  const isLeft = side === 'left';
  const rows = pins.map((pin, index) => {
    const rowY = y + SIZE.head + index * SIZE.row + 13;
    const { no, role } = pin.spec;
    const label = no === undefined || pin.name.endsWith(String(no)) ? pin.name : `${pin.name} · ${no}`;
    const shown = role === 'nc' ? `${label} ✕ not connected` : label;
    return text(
      isLeft ? x + SIZE.box - 8 : x + 8,
      rowY,
      shown,
      role === 'nc' ? 'pin bad' : 'pin',
      isLeft ? 'end' : 'start',
    );
  });
  return [
    `<rect class="box" x="${x}" y="${y}" width="${SIZE.box}" height="${height}" rx="4"/>`,
    text(x + 8, y + 16, truncate(part.label, MAX_LABEL), 'part'),
    ...rows,
  ].join('');
}

function drawBundle(bundle: Bundle, edge: Edge, x: number, kind: 'wires' | 'air'): string {
  const paths = bundle.map(({ from, to }) => `M${edge[from.side]} ${from.y}H${x}V${to.y}H${edge[to.side]}`);
  const wire = bundle[0].joint.spec as Wire;
  const color = kind === 'air' ? THEME.air : wireColor(wire.color);
  const shown =
    kind === 'wires' && wire.color === undefined ? 'wire mated' : kind === 'air' ? 'pipe' : 'wire';
  const dot = (at: number, y: number, radius = 2.5): string =>
    `<circle class="dot" cx="${at}" cy="${y}" r="${radius}"/>`;
  const halo = kind === 'air' ? 'halo wide' : 'halo';
  return [
    // A line that crosses another one goes over it with a gap, so that no crossing looks like a joint.
    ...paths.map((path) => `<path class="${halo}" d="${path}"/>`),
    ...paths.map((path) => `<path class="casing" d="${path}"/>`),
    ...paths.map((path) => `<path class="${shown}" d="${path}" stroke="${color}"/>`),
    ...bundle.flatMap(({ from, to }) => [dot(edge[from.side], from.y), dot(edge[to.side], to.y)]),
    ...junctionsOf(bundle).map((y) => dot(x, y, 3.5)),
  ].join('');
}

/** The gauge of each wire, at the end where fewer wires meet; different gauges at one pin share a line. */
function drawGauges(routes: readonly WireRoute[], edge: Edge): string[] {
  const placed = new Map<string, { readonly end: WireRoute['from']; readonly words: Set<string> }>();
  const meet = (end: WireRoute['from']): number =>
    routes.filter(({ from, to }) => [from, to].some(({ side, y }) => side === end.side && y === end.y))
      .length;
  for (const { from, to, joint } of routes) {
    const { awg, note } = joint.spec as Wire;
    const label = `${awg ?? ''}${note?.includes('(?)') ? ' (?)' : ''}`;
    if (label === '') continue;
    const end = meet(to) < meet(from) ? to : from;
    const key = `${end.side} ${end.y}`;
    const at = placed.get(key) ?? { end, words: new Set<string>() };
    placed.set(key, at);
    at.words.add(label);
  }
  return [...placed.values()].map(({ end, words }) =>
    end.side === 'left'
      ? text(edge.left + 4, end.y - 3, [...words].join(', '), 'gauge')
      : text(edge.right - 4, end.y - 3, [...words].join(', '), 'gauge', 'end'),
  );
}

function drawNotes(design: Design, width: number): Piece {
  const columns = (width - 2 * SIZE.margin - 20) / 6.4;
  const notes = [
    ...design.parts.flatMap(({ label, note }) => (note ? [`${label}: ${note}`] : [])),
    ...design.wires.flatMap(({ spec, from, to }) =>
      spec.note && spec.color ? [`${from.id} - ${to.id}: ${spec.note}`] : [],
    ),
    ...check(design).map(({ message, reason }) => `In doubt: ${message}. ${reason ?? ''}`),
    ...design.file.steps.flatMap(({ never }) => (never ? [`Never: ${never}.`] : [])),
  ];
  const lines = notes.flatMap((note) => wrapText(`• ${note}`, columns));
  return {
    svg: lines
      .map((line, index) =>
        text(SIZE.margin + (line.startsWith('•') ? 0 : 10), 16 + index * 15, line, 'small'),
      )
      .join(''),
    height: lines.length * 15 + 16,
  };
}

function truncate(label: string, max: number): string {
  return label.length > max ? `${label.slice(0, max - 1)}…` : label;
}
