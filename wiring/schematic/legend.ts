import { type Cell, type Item, LINE, type SymbolName } from './item.js';
import type { Naming } from './naming.js';
import { wrapped } from './piece.js';

/** What each symbol stands for. */
const MEANING: Readonly<Record<SymbolName, string>> = {
  resistor: 'resistor',
  diode: 'diode: the bar is its ring',
  led: 'LED: the bar is its short leg',
  nmos: 'MOSFET: gate on the left',
  coil: 'coil of a valve or relay',
  contact: 'contact of a relay, at rest',
  fuse: 'fuse or breaker',
  switch: 'switch',
  button: 'push button, let go',
  battery: 'battery: plus on top',
  motor: 'motor',
  buzzer: 'buzzer',
};

/** Words below the symbols. */
const WORDS = [
  'Equal names are one net: join all pins that have it, by',
  'the wires of the guide. Three bars: ground. A dot: a',
  'joint. ✕: solder nothing to this pin.',
  'A1.D4 to Q2.G: from pin D4 of part A1 to pin G of Q2.',
  'Red: above 6 V. Orange: a supply up to 6 V.',
  'Blue: signals. Black (white on a dark screen): ground.',
  'Lines from thick to thin: up to 9 AWG, 10 to 17,',
  '18 to 22, and thinner wires.',
] as const;

/** The symbols of these cells with their names, and the colors and widths of wires. */
export function legendCell(cells: readonly Cell[], naming: Naming): Cell {
  const used = new Set(
    cells.flatMap(({ items }) => items.flatMap((item) => (item.is === 'symbol' ? [item.name] : []))),
  );
  const names = (Object.keys(MEANING) as SymbolName[]).filter((name) => used.has(name));
  const rows = Math.ceil(names.length / 2);
  const items: Item[] = names.flatMap((name, index): Item[] => {
    const x = index < rows ? 24 : 219;
    const y = 26 + (index % rows) * 48;
    const lines = wrapped(MEANING[name], 22);
    return [
      { is: 'symbol', name, at: [x, y], flipped: false },
      ...lines.map(
        (line, row): Item => ({
          is: 'text',
          at: [x + 22, y + 4 + (row - (lines.length - 1) / 2) * LINE],
          text: line,
          style: 'start',
        }),
      ),
    ];
  });
  const top = rows * 48 + 18;
  const words = [...WORDS, `Drawn from the data of ${naming.design.name}.`];
  items.push(
    ...words.map((text, line): Item => ({ is: 'text', at: [8, top + line * LINE], text, style: 'start' })),
  );
  return { heading: 'Legend', width: 390, height: top + words.length * LINE, items, listed: [] };
}
