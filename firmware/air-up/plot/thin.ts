/** A point of the picture, px. */
export type Dot = readonly [x: number, y: number];

/**
 * The same line with fewer points: the first, lowest, highest and last one of every column of pixels, and none inside a
 * level stretch. Half an hour at five points a second stays a small file.
 */
export function thin(dots: readonly Dot[]): Dot[] {
  const columns = new Map<number, Dot[]>();
  for (const dot of dots) {
    const column = Math.round(dot[0]);
    const there = columns.get(column);
    if (there) there.push(dot);
    else columns.set(column, [dot]);
  }
  return withoutLevels([...columns.values()].flatMap(outline));
}

function outline(column: readonly Dot[]): Dot[] {
  const byHeight = [...column].sort((a, b) => a[1] - b[1]);
  const kept = new Set([column[0], byHeight[0], byHeight.at(-1), column.at(-1)]);
  return column.filter((dot) => kept.has(dot));
}

const LEVEL_PX = 0.05;

function withoutLevels(dots: readonly Dot[]): Dot[] {
  return dots.filter(([, y], index) => {
    const before = dots[index - 1];
    const after = dots[index + 1];
    if (!before || !after) return true;
    return Math.abs(before[1] - y) > LEVEL_PX || Math.abs(after[1] - y) > LEVEL_PX;
  });
}
