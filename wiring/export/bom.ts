import { circuitsOf, type Design, type Kind, type Part } from '../model/index.js';
import { airExtrasOf, type Extra, enclosureOf, lugsOf, splicesOf } from './bom-extras.js';
import { csvRows } from './csv.js';
import { fittingsOf } from './fittings.js';

/** One line of a bill of materials. */
export interface BomRow {
  readonly count: number;
  readonly part: string;
  /** Ratings, threads and other requirements; an example if a source names one. */
  readonly look: string;
  /** Names in the design. */
  readonly names: readonly string[];
  readonly note: string;
}

/** Kinds of parts without a row of their own, because they exist already. */
const NOT_BOUGHT = new Set([
  'tm-d700-port',
  'tm-d700-port-looped',
  'module-in-radio',
  'vs-3-slot',
  'tm-d700-gps',
  'computer-serial',
  // Counted with the other terminals.
  'bridged-terminals',
]);

/**
 * The bill of materials: equal parts together, in the order of the file; then hoses and fittings, wire by gauge and
 * color, with a tenth added to its length.
 */
export function bomOf(design: Design): readonly BomRow[] {
  const { parts, file } = design;
  const rows = new Map<string, { names: string[]; look: string; note: string }>();
  for (const { name, kindName, kind } of parts) {
    if (NOT_BOUGHT.has(kindName)) continue;
    const value = [
      kind.ohms && `${kind.ohms} Ω${kind.percent ? ` ${kind.percent} %` : ''}`,
      kind.what === 'fuse' && kind.amps && `${kind.amps} A`,
      kind.what === 'relief' && kind.opensPsi && `${kind.opensPsi} psi`,
    ];
    const title = [kind.title, ...value].filter((text) => text).join(', ');
    const row = rows.get(title) ?? { names: [], look: lookFor(kind), note: kind.sources?.[0]?.text ?? '' };
    row.names.push(name);
    rows.set(title, row);
  }
  const lengths = new Map<string, number>();
  for (const { color, awg, cm } of file.wires) {
    if (awg === undefined || cm === undefined) continue;
    const title = `wire ${awg} AWG, ${color ?? 'any color'}`;
    lengths.set(title, (lengths.get(title) ?? 0) + cm);
  }
  return [
    ...[...rows].map(([part, { names, look, note }]) => ({ count: names.length, part, look, names, note })),
    ...[...fittingsOf(design), ...airExtrasOf(design), ...lugsOf(design), ...splicesOf(design)].map(unnamed),
    ...[...lengths]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([part, cm]) => ({
        count: 1,
        part: `${part}, ${Math.ceil((cm * 1.1) / 10) * 10} cm`,
        look: '',
        names: [],
        note: '',
      })),
    ...enclosureOf(design).map(unnamed),
  ];
}

const unnamed = (row: Extra): BomRow => ({ ...row, names: [], note: '' });

/** Ratings from the data of a kind, its threads, and its note. */
function lookFor({ rating, pins, what, buy }: Kind): string {
  const threads = new Set(Object.values(pins).flatMap(({ thread }) => thread ?? []));
  return [
    rating?.amps && `${rating.amps} A or more`,
    // A pump keeps its rating plate; a relief valve is bought by its opening pressure.
    rating?.psi && what !== 'pump' && what !== 'relief' && `${rating.psi} psi or more`,
    threads.size > 0 && [...threads].join(', '),
    buy,
  ]
    .filter((text) => text)
    .join('; ');
}

/** Total current of the loads of each source with everything on, A. */
export function totalAmps(design: Design): readonly { readonly source: string; readonly amps: number }[] {
  const sums = new Map<Part, number>();
  for (const { source, amps } of circuitsOf(design)) sums.set(source, (sums.get(source) ?? 0) + amps);
  return [...sums].map(([source, amps]) => ({ source: source.label, amps: Number(amps.toFixed(2)) }));
}

/** The list as CSV. */
export function csvOf(rows: readonly BomRow[]): string {
  return csvRows([
    ['count', 'part', 'names', 'note', 'look'],
    ...rows.map(({ count, part, names, note, look }) => [String(count), part, names.join(' '), note, look]),
  ]);
}
