import { visibleLines } from '../../host/base/index.js';
import type { Design } from '../model/index.js';

/** Cells that a spreadsheet would calculate, or run: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe; what would act
 * on a terminal is escaped.
 */
export function csvRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const value = visibleLines(FORMULA.test(text) ? `'${text}` : text);
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Every wire and every pipe with both ends: `part.pin`, color, gauge, length, size and pressure. */
export function jointsCsv({ wires, pipes }: Design): string {
  const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
  return csvRows([
    ['from', 'to', 'color', 'awg', 'cm', 'size', 'psi', 'note'],
    ...wires.map(({ from, to, spec }) => [
      from.id,
      to.id,
      text(spec.color),
      text(spec.awg),
      text(spec.cm),
      '',
      '',
      text(spec.note),
    ]),
    ...pipes.map(({ from, to, spec }) => [
      from.id,
      to.id,
      '',
      '',
      text(spec.cm),
      text(spec.size),
      text(spec.psi),
      text(spec.note),
    ]),
  ]);
}
