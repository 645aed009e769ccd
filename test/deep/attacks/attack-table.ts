/** What was done, where, and how it ended: as the test that did it has seen it in this run. */
export interface Attack {
  /** One of `KINDS`. */
  readonly kind: string;
  readonly attack: string;
  readonly way: string;
  readonly outcome: string;
  /** How often it was done. */
  readonly times: number;
}

/** Widths of the columns attack, way in and outcome; with the gaps they fill a terminal of 80. */
const WIDTHS = [18, 34, 24] as const;

/** One table for all attacks: by kind with their count, what ended alike in one row. */
export function attackTable(attacks: readonly Attack[]): string {
  const kinds = [...grouped(attacks, ({ kind }) => kind)];
  const total = attacks.reduce((sum, { times }) => sum + times, 0);
  return [
    '',
    `== ${total} attacks of ${kinds.length} kinds`,
    ...row('attack', 'way in', 'outcome'),
    ...kinds.flatMap(([kind, own]) => ['', heading(kind, own), ...rowsOf(own)]),
    '',
  ].join('\n');
}

function heading(kind: string, attacks: readonly Attack[]): string {
  const ways = new Set(attacks.map(({ way }) => way)).size;
  const times = attacks.reduce((sum, one) => sum + one.times, 0);
  return `${kind}: ${times} ${times === 1 ? 'attack' : 'attacks'}, ${ways} ${ways === 1 ? 'way' : 'ways'} in`;
}

/** What ended alike by one way in, then ways in where the same ended alike. */
function rowsOf(attacks: readonly Attack[]): readonly string[] {
  const byWay = grouped(attacks, ({ way, outcome }) => JSON.stringify([way, outcome]));
  const ends = [...byWay.values()].map((alike) => ({
    attack: listed(alike.map(({ attack }) => attack)),
    way: alike[0]?.way ?? '',
    outcome: alike[0]?.outcome ?? '',
  }));
  const rows = grouped(ends, ({ attack, outcome }) => JSON.stringify([attack, outcome]));
  return [...rows.values()].flatMap((alike) =>
    row(
      alike[0]?.attack ?? '',
      listed(
        alike.map(({ way }) => way),
        '; ',
      ),
      alike[0]?.outcome ?? '',
    ),
  );
}

/** Items by a key, each in the order in which it came first. */
export function grouped<T, Key>(
  items: readonly T[],
  keyOf: (item: T) => Key,
): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), [...group, item]);
  }
  return groups;
}

const listed = (texts: readonly string[], separator = ', '): string => [...new Set(texts)].join(separator);

/** Lines of a row, each cell broken between its words. */
function row(...cells: readonly string[]): readonly string[] {
  const columns = cells.map((cell, index) => broken(cell, WIDTHS[index] ?? 0));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => (column[line] ?? '').padEnd(WIDTHS[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function broken(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
