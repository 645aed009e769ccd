import { sum } from '../statistics.js';
import { figure, table } from '../table.js';
import type { Played } from './grid.js';
import type { Strategy } from './strategies.js';

/** What modules are shipped at. */
const SHIPPED = [9600, 57600, 115200];

/** One strategy over the whole grid, s; NaN where it never gets there. */
export interface Sum {
  readonly strategy: Strategy;
  readonly found: number;
  readonly worst: number;
  /** At the rates that modules are shipped at, without parity. */
  readonly shipped: number;
  readonly set: number;
  /** Modules that were not set. */
  readonly notSet: number;
}

export function sumOf({ strategy, cells }: Played): Sum {
  const found = known(cells.map(({ foundMs }) => foundMs));
  const shipped = cells.filter(({ baud, parity }) => parity === 'none' && SHIPPED.includes(baud));
  const set = known(cells.map(({ setMs }) => setMs));
  return {
    strategy,
    found: mean(found),
    worst: Math.max(...found),
    shipped: mean(known(shipped.map(({ foundMs }) => foundMs))),
    set: mean(set),
    notSet: cells.length - set.length,
  };
}

export function sumTable(sums: readonly Sum[]): string {
  const rows = sums.map(({ strategy, found, worst, shipped, set, notSet }) => [
    strategy.title,
    ...[found, worst, shipped, set].map((seconds) => figure(seconds, 1)),
    String(notSet),
  ]);
  return table(['', 'found', 'worst', 'shipped', 'set', 'not set'], rows);
}

/** All modules of the grid, s: found, and set. */
export function cellTable(played: readonly Played[]): string {
  const rows = (played[0]?.cells ?? []).map(({ baud, parity }, index) => [
    `${baud} ${parity}`,
    ...played.map(({ cells }) =>
      known([cells[index]?.foundMs, cells[index]?.setMs])
        .map((seconds) => figure(seconds, 1).padStart(6))
        .join(''),
    ),
  ]);
  return table(['found, set', ...played.map(({ strategy }) => strategy.name)], rows);
}

function known(times: readonly (number | undefined)[]): number[] {
  return times.flatMap((ms) => (ms === undefined ? [] : [ms / 1000]));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length; // NaN where there are none
}
