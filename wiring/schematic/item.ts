import type { Net, Pin } from '../model/index.js';

/** Size of all text, units of the sheet: 11 px on a phone of 390 px. */
export const FONT = 11;
/** Width of a letter of that size in a monospace font, with some spare. */
export const LETTER = 6.8;
/** Distance of two lines of text. */
export const LINE = 14;

/** A place on a sheet, units to the right and down. */
export type SheetPoint = readonly [x: number, y: number];

/** Where a flag leads away from its wire. */
export type FlagSide = 'left' | 'right' | 'up' | 'down';

/** Symbols with their first pin on top and their second one below; `nmos` has its gate on the left. */
export type SymbolName =
  | 'resistor'
  | 'diode'
  | 'led'
  | 'nmos'
  | 'coil'
  | 'contact'
  | 'fuse'
  | 'switch'
  | 'button'
  | 'battery'
  | 'motor'
  | 'buzzer';

/** A thing on a sheet. A wire belongs to a net, and so does the flag that names the net. */
export type Item =
  | { readonly is: 'symbol'; readonly name: SymbolName; readonly at: SheetPoint; readonly flipped: boolean }
  | { readonly is: 'box'; readonly at: SheetPoint; readonly width: number; readonly height: number }
  | { readonly is: 'wire'; readonly net: Net; readonly points: readonly SheetPoint[]; readonly awg: number }
  | { readonly is: 'dot'; readonly net: Net; readonly at: SheetPoint }
  | {
      readonly is: 'flag';
      readonly net: Net;
      readonly at: SheetPoint;
      readonly to: FlagSide;
      readonly text: string;
    }
  | { readonly is: 'ground'; readonly net: Net; readonly at: SheetPoint; readonly text: string }
  | { readonly is: 'pin'; readonly pin: Pin; readonly at: SheetPoint }
  | { readonly is: 'open'; readonly at: SheetPoint }
  | { readonly is: 'text'; readonly at: SheetPoint; readonly text: string; readonly style: TextStyle };

/** Anchor and weight of a text. */
export type TextStyle = 'start' | 'middle' | 'end' | 'heading' | 'title';

/** A group of things that belong together: it is placed as one. */
export interface Cell {
  readonly heading: string;
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
  /** Pins of equal cells that a table names instead of drawing them. */
  readonly listed: readonly Pin[];
}

/** A rectangle: left, top, right, bottom. */
export type Rect = readonly [number, number, number, number];

/** Half width and half height of a symbol. */
export const SYMBOL = { x: 14, y: 20 } as const;

/** What a thing covers; a wire and a pin cover nothing. */
export function coverOf(item: Item): Rect | undefined {
  if (item.is === 'wire' || item.is === 'pin' || item.is === 'dot') return undefined;
  const [x, y] = item.at;
  switch (item.is) {
    case 'symbol':
      return [x - SYMBOL.x, y - SYMBOL.y, x + SYMBOL.x, y + SYMBOL.y];
    case 'box':
      return [x, y, x + item.width, y + item.height];
    case 'open':
      return [x - 5, y - 5, x + 5, y + 5];
    case 'ground': {
      const half = Math.max(10, (item.text.length * LETTER) / 2);
      return [x - half, y, x + half, y + (item.text === '' ? 10 : 24)];
    }
    case 'flag': {
      const wide = item.text.length * LETTER + 10;
      if (item.to === 'left') return [x - wide, y - 8, x, y + 8];
      if (item.to === 'right') return [x, y - 8, x + wide, y + 8];
      return item.to === 'up'
        ? [x - wide / 2, y - 16, x + wide / 2, y]
        : [x - wide / 2, y, x + wide / 2, y + 16];
    }
    case 'text': {
      const wide = item.text.length * LETTER * (item.style === 'title' ? 1.3 : 1);
      const left = item.style === 'end' ? x - wide : item.style === 'middle' ? x - wide / 2 : x;
      return [left, y - FONT + 2, left + wide, y + 3];
    }
  }
}

/** A thing moved to the right and down. */
export function moved<T extends Item>(item: T, [dx, dy]: SheetPoint): T {
  const shift = ([x, y]: SheetPoint): SheetPoint => [x + dx, y + dy];
  return item.is === 'wire' ? { ...item, points: item.points.map(shift) } : { ...item, at: shift(item.at) };
}
