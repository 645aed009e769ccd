import { type Bound, COMPARISONS, type Verdict, verdictOf } from './bound.js';
import { figure, table } from './table.js';

/** A bound and what came of it, as tables show it. */
export interface Judged {
  readonly name: string;
  readonly measured: string;
  readonly limit: string;
  readonly verdict: Verdict;
  /** What the value is a ratio to, why it was skipped, how far the goal is. */
  readonly notes: readonly string[];
}

export function judged(bound: Bound): Judged {
  const { name, compare, measured, limit, unit } = bound;
  const withUnit = (value: string): string => (unit === '' ? value : `${value} ${unit}`);
  return {
    name,
    measured: typeof measured === 'number' ? withUnit(shown(bound, measured)) : '-',
    limit: `${COMPARISONS[compare].sign} ${withUnit(plain(limit))}`,
    verdict: verdictOf(bound),
    notes: notesOf(bound),
  };
}

/** @param first heads and cells that stand before those of the bounds, a list of cells for each bound */
export function boundTable(all: readonly Judged[], first: readonly (readonly string[])[] = []): string {
  const [heads = [], ...cells] = first;
  const rows = all.map(({ name, measured, limit, verdict }, index) => [
    ...(cells[index] ?? heads.map(() => '')),
    ...[name, measured, limit, verdict],
  ]);
  const lines = table([...heads, 'bound', 'measured', 'limit', ''], rows, ['bench', 'bound', '']).split('\n');
  const indent = ' '.repeat(Math.max(0, lines[0]?.indexOf('bound') ?? 0) + 2);
  return lines
    .flatMap((line, index) => [line, ...(all[index - 1]?.notes ?? []).map((note) => `${indent}${note}`)])
    .join('\n');
}

function notesOf({ compare, measured, of, goal }: Bound): string[] {
  const { sign, holds } = COMPARISONS[compare];
  const notes = of === undefined ? [] : [`ratio to ${of}`];
  if (typeof measured !== 'number') return [...notes, `skipped: ${measured.skipped}`];
  if (goal === undefined) return notes;
  const state = holds(measured, goal) ? 'reached, make it the bound' : 'not reached yet';
  return [...notes, `today's bound; goal ${sign} ${plain(goal)}: ${state}`];
}

/** Rounded, unless rounding would hide that the limit is missed. */
function shown({ decimals, compare, limit }: Bound, value: number): string {
  const { holds } = COMPARISONS[compare];
  const rounded = figure(value, decimals);
  return holds(Number(rounded), limit) && !holds(value, limit) ? String(value) : rounded;
}

/** A limit as somebody would write it: 1.2, 50,000. */
function plain(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 6 });
}
