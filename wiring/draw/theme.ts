import { escapeXml } from '../../host/base/index.js';

/** Colors of wires, for light and dark drawings: each wire has a gray casing around it. */
const COLORS: Readonly<Record<string, string>> = {
  black: '#222222',
  red: '#d62728',
  green: '#2ca02c',
  yellow: '#e8c400',
  blue: '#1f77d4',
  white: '#ffffff',
  orange: '#ff7f0e',
  brown: '#8c564b',
  purple: '#9467bd',
  gray: '#8a8a8a',
  bare: '#b87333',
};

/** Colors of a drawing that name no wire. */
export const THEME = { air: '#5aa9c9' } as const;

/** A piece of a drawing with its height, SVG units. */
export interface Piece {
  readonly svg: string;
  readonly height: number;
}

/** The color of a wire on the screen, by the name in the design; gray if it has none. */
export function wireColor(name: string | undefined): string {
  return COLORS[name ?? 'gray'] ?? '#8a8a8a';
}

/** Dark or light like the screen; print is light. */
export const STYLE = `
  text{font-family:system-ui,sans-serif;font-size:12px;fill:#111}
  .title{font-size:18px;font-weight:600}.part{font-weight:600}.small{font-size:12px}.gauge{font-size:10px;fill:#555}
  .pin{font-size:11px}.bad{fill:#b00020}
  .paper{fill:#fff}.box{fill:#f4f4f4;stroke:#555;stroke-width:1}
  .halo{fill:none;stroke:#fff;stroke-width:6}.wide{stroke-width:7.5}
  .casing{fill:none;stroke:#777;stroke-width:4}.wire{fill:none;stroke-width:2.4}.mated{stroke-dasharray:4 3}
  .pipe{fill:none;stroke-width:4.5}.dot{fill:#555}.hole{fill:#fff;stroke:#555}
  @media (prefers-color-scheme:dark){
    text{fill:#eee}.gauge{fill:#aaa}.bad{fill:#ff6b7a}.paper{fill:#121212}.halo{stroke:#121212}.box{fill:#242424;stroke:#999}
    .casing{stroke:#999}.dot{fill:#bbb}.hole{fill:#242424;stroke:#bbb}}
  @media print{.paper{fill:#fff}text{fill:#000}}
`.trim();

/** A text as SVG, escaped. */
export function text(
  x: number,
  y: number,
  plain: string,
  style: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${style}" x="${x}" y="${y}"${at}>${escapeXml(plain)}</text>`;
}
