import { type Design, type Pin, pinText } from '../model/design.js';

/** One joint of a design, for a person with a soldering iron. */
export interface TableRow {
  readonly from: string;
  readonly to: string;
  /** Color, gauge and length; or size and pressure of a pipe. */
  readonly with: string;
  readonly note: string;
}

/** All wires, then all pipes, in the order of the file. */
export function fromTo({ wires, pipes }: Design): readonly TableRow[] {
  const row = (from: Pin, to: Pin, parts: readonly (string | undefined)[], note = ''): TableRow => ({
    from: pinText(from),
    to: pinText(to),
    with: parts.filter((part) => part !== undefined).join(' '),
    note,
  });
  const unit = (value: number | undefined, name: string): string | undefined =>
    value === undefined ? undefined : `${value} ${name}`;
  return [
    ...wires.map(({ from, to, is }) =>
      row(from, to, [is.color, unit(is.awg, 'AWG'), unit(is.cm, 'cm')], is.note),
    ),
    ...pipes.map(({ from, to, is }) =>
      row(from, to, [is.size, unit(is.cm, 'cm'), unit(is.psi, 'psi')], is.note),
    ),
  ];
}
