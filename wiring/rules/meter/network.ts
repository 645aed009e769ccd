/** Leakage of every node, so that nothing floats, S. */
const LEAK: number = 1e-10;

/** Differences below this are rounding, V: a diode between two nets that float together conducts. */
const NOISE_VOLTS: number = 1e-9;

/** A resistance between two nets, with a voltage in series; a diode conducts from a to b only. */
export interface Element {
  readonly a: number;
  readonly b: number;
  readonly ohms: number;
  readonly volts?: number;
  readonly isDiode?: boolean;
}

/** Voltage between two nodes, V: nodal analysis, diodes switched until each agrees with its voltage. */
export function solve(elements: readonly Element[], plus: number, minus: number, amps: number): number {
  const near = reach(elements, plus, minus);
  const nodes = new Map([...near].filter((at) => at !== minus).map((at, row) => [at, row]));
  const used = elements.filter(({ a, b }) => near.has(a) && near.has(b));
  let blocked = new Set<Element>();
  for (let round = 0; round < 8; round++) {
    const volts = voltages(
      used.filter((one) => !blocked.has(one)),
      nodes,
      plus,
      amps,
    );
    const at = (node: number): number => volts[nodes.get(node) ?? -1] ?? 0;
    const against = used.filter(({ a, b, isDiode }) => isDiode && at(a) - at(b) < -NOISE_VOLTS);
    if (against.length === blocked.size && against.every((one) => blocked.has(one))) return at(plus);
    blocked = new Set(against);
  }
  return Number.NaN;
}

/** Nodes that a current from the meter can reach. */
function reach(elements: readonly Element[], ...starts: readonly number[]): ReadonlySet<number> {
  const seen = new Set(starts);
  for (let before = 0; before !== seen.size; ) {
    before = seen.size;
    for (const { a, b } of elements) {
      if (seen.has(a)) seen.add(b);
      else if (seen.has(b)) seen.add(a);
    }
  }
  return seen;
}

function voltages(
  elements: readonly Element[],
  nodes: ReadonlyMap<number, number>,
  plus: number,
  amps: number,
): readonly number[] {
  const size = nodes.size;
  const rows = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size + 1 }, (_cell, column) => (row === column ? LEAK : 0)),
  );
  const add = (row: number | undefined, column: number | undefined, value: number): void => {
    const cells = row === undefined ? undefined : rows[row];
    if (cells && column !== undefined) cells[column] = (cells[column] ?? 0) + value;
  };
  for (const { a, b, ohms, volts = 0 } of elements) {
    const [one, other, siemens] = [nodes.get(a), nodes.get(b), 1 / Math.max(ohms, 1e-3)];
    add(one, one, siemens);
    add(other, other, siemens);
    add(one, other, -siemens);
    add(other, one, -siemens);
    add(one, size, volts * siemens);
    add(other, size, -volts * siemens);
  }
  add(nodes.get(plus), size, amps);
  return gauss(rows);
}

/** Solves a linear system whose last column is its right side; its diagonal dominates, so rows need no exchange. */
function gauss(rows: number[][]): readonly number[] {
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    const pivot = rows[at] as number[];
    for (let below = at + 1; below < size; below++) {
      const row = rows[below] as number[];
      const factor = (row[at] as number) / (pivot[at] as number);
      if (factor === 0) continue;
      for (let column = at; column <= size; column++)
        row[column] = (row[column] as number) - factor * (pivot[column] as number);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    const row = rows[at] as number[];
    let sum = row[size] as number;
    for (let column = at + 1; column < size; column++)
      sum -= (row[column] as number) * (result[column] as number);
    result[at] = sum / (row[at] as number);
  }
  return result;
}
