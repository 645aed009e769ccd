import type { Part, Pin, PinKind } from '../model/index.js';
import { type Cell, type Item, LETTER, LINE } from './item.js';
import type { Naming } from './naming.js';
import { labelOf } from './piece.js';

/** Left and right edge of a block. */
const EDGE = { left: 134, right: 256 } as const;
const ROW = 20;

/** Roles on the left, from top to bottom; all others are on the right. */
const LEFT: readonly PinKind['role'][] = ['supply', 'in', 'passive', 'ground'];

/**
 * A part as a block with the names of its pins, and a flag at each: supply on top, ground below, outputs on the right.
 */
export function blockCell(part: Part, naming: Naming, heading: string): Cell {
  const pins = [...naming.design.pins.values()].filter(
    (pin) => pin.part === part && (naming.isWired(pin) || pin.spec.role === 'nc'),
  );
  const sides = {
    left: LEFT.flatMap((role) => pins.filter(({ spec }) => spec.role === role)),
    right: pins.filter(({ spec }) => !LEFT.includes(spec.role)),
  };
  const longest = (side: readonly Pin[]): number => Math.max(0, ...side.map((pin) => inside(pin).length));
  const isShared = (longest(sides.left) + longest(sides.right) + 2) * LETTER < EDGE.right - EDGE.left;
  const rows = isShared
    ? Math.max(sides.left.length, sides.right.length)
    : sides.left.length + sides.right.length;
  const title = labelOf({ part, symbol: 'box' }, naming, 50);
  const top = title.length * LINE + 8;
  const heads = title.map(
    (text, line): Item => ({ is: 'text', at: [8, LINE * (line + 1)], text, style: 'heading' }),
  );
  // It is bought and plugged in, but no wire of the design leads to it.
  if (pins.length === 0) return { heading, width: 390, height: top + 8, items: heads, listed: [] };
  const items: Item[] = [
    ...heads,
    {
      is: 'box',
      at: [EDGE.left, top],
      width: EDGE.right - EDGE.left,
      height: rows * ROW + 8,
    },
    ...sides.left.flatMap((pin, row) => pinItems(pin, naming, 'left', top + 14 + row * ROW)),
    ...sides.right.flatMap((pin, row) =>
      pinItems(pin, naming, 'right', top + 14 + (isShared ? row : row + sides.left.length) * ROW),
    ),
  ];
  return { heading, width: 390, height: top + rows * ROW + 24, items, listed: [] };
}

/** The name of a pin with its number, if it has one. */
const inside = ({ name, spec }: Pin): string =>
  spec.no === undefined || name.endsWith(String(spec.no)) ? name : `${name} ${spec.no}`;

function pinItems(pin: Pin, naming: Naming, side: 'left' | 'right', y: number): readonly Item[] {
  const out = side === 'left' ? -1 : 1;
  const x = EDGE[side];
  const net = naming.net(pin);
  const end = x + out * 12;
  return [
    { is: 'pin', pin, at: [x, y] },
    { is: 'text', at: [x - out * 6, y + 4], text: inside(pin), style: side === 'left' ? 'start' : 'end' },
    ...(naming.isWired(pin)
      ? ([
          {
            is: 'wire',
            net,
            points: [
              [x, y],
              [end, y],
            ],
            awg: naming.awg(pin),
          },
          { is: 'flag', net, at: [end, y], to: side, text: naming.name(net) },
        ] as const)
      : ([{ is: 'open', at: [x + out * 6, y] }] as const)),
  ];
}
