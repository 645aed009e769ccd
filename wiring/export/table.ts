import { type Design, type Pin, pinText } from '../model/index.js';

/** One joint of a design, for people. */
export interface TableRow {
  readonly from: string;
  readonly to: string;
  /** Color, gauge and length; or size and pressure of a pipe. */
  readonly with: string;
  readonly note: string;
}

/** All wires, then all pipes, in the order of the file. */
export function connectionTable({ wires, pipes }: Design): readonly TableRow[] {
  const row = (from: Pin, to: Pin, parts: readonly (string | undefined)[], note = ''): TableRow => ({
    from: pinText(from),
    to: pinText(to),
    with: parts.filter((part) => part !== undefined).join(' '),
    note,
  });
  const unit = (value: number | undefined, name: string): string | undefined =>
    value === undefined ? undefined : `${value} ${name}`;
  return [
    ...wires.map(({ from, to, spec }) =>
      row(from, to, [spec.color, unit(spec.awg, 'AWG'), unit(spec.cm, 'cm')], spec.note),
    ),
    ...pipes.map(({ from, to, spec }) =>
      row(from, to, [spec.size, unit(spec.cm, 'cm'), unit(spec.psi, 'psi')], spec.note),
    ),
  ];
}
