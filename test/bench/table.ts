/** A plain table: the first column to the left, the others to the right unless named. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly string[] = [],
): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isLeft = heads.map((head, column) => column === 0 || left.includes(head));
  const fitted = (cell: string, column: number): string =>
    isLeft[column] ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return all.map((row) => row.map(fitted).join('  ').trimEnd()).join('\n');
}

/** A figure with so many decimals; `never` for what has no end. */
export function figure(value: number, decimals = 2): string {
  if (value === Number.POSITIVE_INFINITY) return 'never';
  return Number.isNaN(value) ? '-' : value.toFixed(decimals);
}

/** A share as percent. */
export function percent(share: number, decimals = 1): string {
  return Number.isNaN(share) ? '-' : `${(100 * share).toFixed(decimals)} %`;
}

/** A heading with what belongs below it. */
export function block(title: string, ...parts: readonly string[]): string {
  return [title, '='.repeat(title.length), ...parts, ''].join('\n');
}
