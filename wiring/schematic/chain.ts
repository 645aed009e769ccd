import type { Net, Pin } from '../model/index.js';
import { type Cell, type Item, LETTER, LINE, type SheetPoint, SYMBOL } from './item.js';
import type { Naming } from './naming.js';
import { labelOf, pinNames, type TwoPin, turned } from './piece.js';

/** Pieces one below the other, each joined to the next. */
export type Chain = readonly [TwoPin, ...TwoPin[]];

/** Height of a piece with its wires. */
const STEP = 64;
/** Longest chain: a longer one goes on in the next cell by a flag. */
const MAX_CHAIN = 5;

/**
 * Chains of pieces: two that are alone with each other on a net are one below the other, and so are the two resistors
 * of a divider. A source and a ground have too many neighbors for that, so flags name them.
 */
export function chainsOf(pieces: readonly TwoPin[], naming: Naming): readonly Chain[] {
  const free = new Set(pieces);
  const next = (piece: TwoPin): TwoPin | undefined => {
    const net = naming.net(piece.pins[1]);
    if (naming.isGround(net) || net.pins.some(({ spec }) => spec.role === 'source')) return undefined;
    const near = [...pieces].flatMap((one) =>
      one.pins.filter((pin) => naming.net(pin) === net).map(() => one),
    );
    const other = near.length === 2 ? near.find((one) => one.part !== piece.part) : undefined;
    if (!other || !free.has(other)) return undefined;
    return naming.net(other.pins[0]) === net ? other : turned(other);
  };
  const chains: Chain[] = [];
  const grow = (start: TwoPin): TwoPin[] => {
    const chain = [start];
    for (let one = next(start); one && chain.length < MAX_CHAIN; one = next(one)) {
      chain.push(one);
      for (const each of free) if (each.pins.includes(one.pins[0])) free.delete(each);
    }
    return chain;
  };
  for (const piece of pieces) {
    if (!free.delete(piece)) continue;
    const [, ...below] = grow(piece);
    const [, ...above] =
      below.length < MAX_CHAIN - 1 ? grow(turned(piece)).slice(0, MAX_CHAIN - below.length) : [];
    const [first, ...rest] = [...above.reverse().map(turned), piece, ...below];
    if (first) chains.push(upright([first, ...rest], naming));
  }
  return chains;
}

/** A chain with the higher voltage on top. */
function upright(chain: Chain, naming: Naming): Chain {
  const level = (net: Net): number => (naming.isGround(net) ? 0 : (naming.volts(net) ?? 1));
  const last = chain.at(-1) ?? chain[0];
  if (level(naming.net(chain[0].pins[0])) >= level(naming.net(last.pins[1]))) return chain;
  const [first, ...rest] = [...chain].reverse().map(turned);
  return first ? [first, ...rest] : chain;
}

/** A chain as a cell: half as wide as the sheet if its names fit. */
export function chainCell(chain: Chain, naming: Naming, heading: string): Cell {
  const sides = chain.slice(0, -1).flatMap(({ pins }, index) => {
    const net = naming.net(pins[1]);
    return net.pins.some((pin) => pin !== pins[1] && pin !== chain[index + 1]?.pins[0])
      ? [naming.name(net)]
      : [];
  });
  const isNarrow = sides.every((name) => name.length * LETTER < 56);
  const x = isNarrow ? 72 : 190;
  const columns = Math.floor(((isNarrow ? 195 : 390) - x - 26) / LETTER);
  const items: Item[] = [];
  let y = 20;
  const top = naming.net(chain[0].pins[0]);
  items.push({ is: 'flag', net: top, at: [x, y], to: 'up', text: naming.name(top) });
  for (const [index, piece] of chain.entries()) {
    const [upper, lower] = piece.pins;
    const before = chain[index - 1]?.pins[1];
    const after = chain[index + 1]?.pins[0];
    const center = y + STEP / 2;
    const [head, foot] = [center - SYMBOL.y, center + SYMBOL.y];
    const wire = (pins: readonly [Pin, ...Pin[]], ...points: readonly SheetPoint[]): void => {
      items.push({ is: 'wire', net: naming.net(pins[0]), points, awg: naming.awg(...pins) });
    };
    wire(before ? [upper, before] : [upper], [x, y], [x, head]);
    wire(after ? [lower, after] : [lower], [x, foot], [x, y + STEP]);
    items.push({ is: 'symbol', name: piece.symbol, at: [x, center], flipped: piece.flipped });
    items.push({ is: 'pin', pin: upper, at: [x, head] }, { is: 'pin', pin: lower, at: [x, foot] });
    for (const [row, text] of pinNames(piece).entries())
      items.push({ is: 'text', at: [x + 5, row === 0 ? head - 3 : foot + 9], text, style: 'start' });
    const lines = labelOf(piece, naming, columns);
    items.push(
      ...lines.map(
        (text, line): Item => ({
          is: 'text',
          at: [x + 22, center + 4 + (line - (lines.length - 1) / 2) * LINE],
          text,
          style: 'start',
        }),
      ),
    );
    y += STEP;
    const net = naming.net(lower);
    const name = naming.name(net);
    if (!after) {
      if (naming.isGround(net))
        items.push({ is: 'ground', net, at: [x, y], text: name === 'GND' ? '' : name });
      else items.push({ is: 'flag', net, at: [x, y], to: 'down', text: name });
    } else if (net.pins.some((pin) => pin !== lower && pin !== after)) {
      wire([lower], [x, y], [x - 8, y]);
      items.push({ is: 'dot', net, at: [x, y] }, { is: 'flag', net, at: [x - 8, y], to: 'left', text: name });
    }
  }
  return { heading, width: isNarrow ? 195 : 390, height: y + 36, items, listed: [] };
}
