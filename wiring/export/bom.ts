import type { Design } from '../model/index.js';

/** One line of a bill of materials. */
export interface BomRow {
  readonly count: number;
  readonly part: string;
  /** Names in the design. */
  readonly names: readonly string[];
  readonly note: string;
}

/** Kinds of parts that are not bought, because they exist already. */
const NOT_BOUGHT = new Set([
  'tm-d700-port',
  'module-in-radio',
  'vs-3-slot',
  'tm-d700-gps',
  'computer-serial',
]);

/**
 * The bill of materials: equal parts together, in the order of the file; then wire by gauge and color, with a tenth
 * added to its length.
 */
export function bomOf({ parts, file }: Design): readonly BomRow[] {
  const rows = new Map<string, { names: string[]; note: string }>();
  for (const { name, kindName, kind } of parts) {
    if (NOT_BOUGHT.has(kindName)) continue;
    const value = [
      kind.ohms && `${kind.ohms} Ω`,
      kind.what === 'fuse' && kind.amps && `${kind.amps} A`,
      kind.what === 'relief' && kind.opensPsi && `${kind.opensPsi} psi`,
    ];
    const title = [kind.title, ...value].filter((text) => text).join(', ');
    const row = rows.get(title) ?? { names: [], note: kind.sources?.[0]?.text ?? '' };
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
    ...[...rows].map(([part, { names, note }]) => ({ count: names.length, part, names, note })),
    ...[...lengths]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([part, cm]) => ({
        count: 1,
        part: `${part}, ${Math.ceil((cm * 1.1) / 10) * 10} cm`,
        names: [],
        note: '',
      })),
  ];
}

/** The list as CSV (RFC 4180). */
export function csvOf(rows: readonly BomRow[]): string {
  const cell = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rows.map(({ count, part, names, note }) =>
    [String(count), part, names.join(' '), note].map(cell).join(','),
  );
  return ['count,part,names,note', ...lines].map((line) => `${line}\r\n`).join('');
}
