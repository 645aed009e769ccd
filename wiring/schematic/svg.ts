import { escapeXml } from '../../host/base/index.js';
import type { Design, Net } from '../model/index.js';
import { coverOf, type Item, type SheetPoint } from './item.js';
import type { Naming } from './naming.js';
import { type Schematic, type Sheet, schematicOf, WIDTH } from './sheet.js';
import { SHAPES } from './symbols.js';

/** Dark or light like the screen; print is light. */
const STYLE = `
  text{font:11px ui-monospace,"DejaVu Sans Mono",monospace;fill:#111}.heading{font-weight:700}.title{font-size:14px;font-weight:700}
  .paper{fill:#fff}.line,.wire{fill:none;stroke-linejoin:round;stroke-linecap:round}.line{stroke:#111;stroke-width:1.4}
  .solid{fill:#111}.box{fill:#f4f4f4;stroke:#111;stroke-width:1.2}.open{stroke:#b00020;stroke-width:1.6}
  .wire,.tag{stroke:#1f5fbf}.ground{stroke:#111}.high{stroke:#c81e1e}.low{stroke:#c46200}.tag{fill:#fff;stroke-width:1}.dot{stroke:none;fill:#111}
  @media (prefers-color-scheme:dark){text,.solid,.dot{fill:#eee}.paper,.tag{fill:#121212}.line,.box,.ground{stroke:#eee}
    .box{fill:#242424}.wire,.tag{stroke:#7fb2ff}.wire.ground,.tag.ground{stroke:#eee}.wire.high,.tag.high{stroke:#ff7b7b}.wire.low,.tag.low{stroke:#ffb35c}.open{stroke:#ff6b7a}}
`.trim();

/** The schematic of a design as SVG, one text for each sheet. */
export function drawSchematic(design: Design): readonly string[] {
  const schematic = schematicOf(design);
  return schematic.sheets.map((sheet, index) => drawSheet(sheet, schematic, index));
}

function drawSheet({ items, height }: Sheet, { naming, sheets }: Schematic, index: number): string {
  const { title } = naming.design.file;
  const tall = Math.ceil(height) + 24;
  const foot = `sheet ${index + 1} of ${sheets.length}`;
  // What is filled comes last, so that no line shows through a name.
  const drawn = [...items].sort((a, b) => LAYER.indexOf(a.is) - LAYER.indexOf(b.is));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${tall}" width="${WIDTH}" height="${tall}" role="img" aria-labelledby="t">`,
    `<title id="t">${escapeXml(`${title}: schematic, ${foot}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${tall}"/>`,
    ...drawn.map((item) => drawItem(item, naming)),
    `<text x="${WIDTH - 8}" y="${tall - 8}" text-anchor="end">${foot}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

const LAYER: readonly Item['is'][] = [
  'wire',
  'dot',
  'ground',
  'box',
  'symbol',
  'open',
  'flag',
  'text',
  'pin',
];

/** Width of a line by the gauge of its wire. */
const widthOf = (awg: number): number => (awg < 10 ? 4.5 : awg < 18 ? 3.2 : awg < 23 ? 2.2 : 1.3);

/** TextStyle of a net: 12 V and 5 V differ. */
function styleOf(net: Net, naming: Naming): string {
  if (naming.isGround(net)) return ' ground';
  const volts = naming.volts(net);
  return volts === undefined ? '' : volts > 6 ? ' high' : ' low';
}

function drawItem(item: Item, naming: Naming): string {
  if (item.is === 'pin') return '';
  if (item.is === 'wire') {
    const path = item.points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
    return `<path class="wire${styleOf(item.net, naming)}" d="${path}" stroke-width="${widthOf(item.awg)}"/>`;
  }
  const [x, y] = item.at;
  switch (item.is) {
    case 'dot':
      return `<circle class="dot" cx="${x}" cy="${y}" r="3.2"/>`;
    case 'box':
      return `<rect class="box" x="${x}" y="${y}" width="${item.width}" height="${item.height}"/>`;
    case 'open':
      return `<path class="open" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"/>`;
    case 'ground': {
      const name = item.text === '' ? '' : label([x, y + 21], item.text, 'middle');
      return `<path class="line" d="M${x - 10} ${y}h20M${x - 6} ${y + 4}h12M${x - 2.5} ${y + 8}h5"/>${name}`;
    }
    case 'symbol': {
      const { path, filled, letters } = SHAPES[item.name];
      const turn = item.flipped ? ' scale(1 -1)' : '';
      const body = `<path class="line" d="${path}"/>${filled ? `<path class="solid" d="${filled}"/>` : ''}`;
      const upright = letters ? label([x, y + 4], letters, 'middle') : '';
      return `<g transform="translate(${x} ${y})${turn}">${body}</g>${upright}`;
    }
    case 'flag':
      return drawFlag(item, styleOf(item.net, naming));
    case 'text': {
      const isAnchor = item.style === 'middle' || item.style === 'end';
      const style = item.style === 'heading' || item.style === 'title' ? ` class="${item.style}"` : '';
      return `<text${style} x="${x}" y="${y}"${isAnchor ? ` text-anchor="${item.style}"` : ''}>${escapeXml(item.text)}</text>`;
    }
  }
}

/** A name in a frame, whose point is at its wire. */
function drawFlag(item: Extract<Item, { is: 'flag' }>, style: string): string {
  const [x, y] = item.at;
  const [left, top, right, bottom] = coverOf(item) ?? [0, 0, 0, 0];
  const path = {
    left: `M${x} ${y}L${x - 6} ${top}H${left}V${bottom}H${x - 6}Z`,
    right: `M${x} ${y}L${x + 6} ${top}H${right}V${bottom}H${x + 6}Z`,
    up: `M${left} ${top}H${right}V${bottom}H${left}Z`,
    down: `M${left} ${top}H${right}V${bottom}H${left}Z`,
  }[item.to];
  const shift = item.to === 'left' ? -2 : item.to === 'right' ? 2 : 0;
  const at: SheetPoint = [(left + right) / 2 + shift, (top + bottom) / 2 + 4];
  return `<path class="tag${style}" d="${path}"/>${label(at, item.text, 'middle')}`;
}

const label = ([x, y]: SheetPoint, text: string, anchor: string): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
