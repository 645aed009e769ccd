import type { Design, Pin } from './design.js';

/** A hole of a stripboard; strip and column count from 0. */
export interface Hole {
  /** Printed form: `C6`. */
  readonly text: string;
  readonly strip: number;
  readonly column: number;
}

/** A pin at a hole: the leg of a part, or the end that a wire leads to. */
export interface Spot {
  readonly pin: Pin;
  readonly hole: Hole;
}

/** A part on the board. */
export interface Placed {
  /** As on a drawing: `R1`. */
  readonly designator: string;
  readonly legs: readonly [Spot, ...Spot[]];
}

/** A stripboard with every name resolved. */
export interface Stripboard {
  readonly strips: number;
  readonly holes: number;
  readonly parts: readonly Placed[];
  readonly links: readonly (readonly [Hole, Hole])[];
  readonly wires: readonly Spot[];
}

/** Letters of designators by class of part (IEEE 315). */
const LETTERS: Readonly<Record<string, string>> = { resistor: 'R', diode: 'D', transistor: 'Q' };

/** The stripboard of a design, if it has one. */
export function stripboardOf({ file, pins }: Design): Stripboard | undefined {
  const { stripboard } = file;
  if (!stripboard) return undefined;
  const spot = (id: string, hole: string): Spot[] => {
    const pin = pins.get(id);
    return pin ? [{ pin, hole: holeOf(hole) }] : [];
  };
  const counts = new Map<string, number>();
  const parts = Object.entries(stripboard.parts).flatMap(([part, legs]): Placed[] => {
    const [first, ...others] = Object.entries(legs).flatMap(([pin, hole]) => spot(`${part}.${pin}`, hole));
    if (!first) return [];
    const letter = LETTERS[first.pin.part.kind.what] ?? 'U';
    const count = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, count);
    return [{ designator: `${letter}${count}`, legs: [first, ...others] }];
  });
  return {
    strips: stripboard.strips,
    holes: stripboard.holes,
    parts,
    links: stripboard.links.map(([from, to]) => [holeOf(from), holeOf(to)] as const),
    wires: Object.entries(stripboard.wires).flatMap(([hole, end]) => spot(end, hole)),
  };
}

const holeOf = (text: string): Hole => ({
  text,
  strip: text.charCodeAt(0) - 'A'.charCodeAt(0),
  column: Number(text.slice(1)) - 1,
});

/** The letter of a strip: 0 is A. */
export const stripName = (strip: number): string => String.fromCharCode('A'.charCodeAt(0) + strip);

/** Strips that links join: for each strip the first one of its group. */
export function joinedStrips({ strips, links }: Stripboard): readonly number[] {
  const group = Array.from({ length: strips }, (_, strip) => strip);
  for (const [from, to] of links) {
    const [keep, drop] = [group[from.strip], group[to.strip]];
    if (keep === undefined || drop === undefined) continue;
    for (const [strip, at] of group.entries()) if (at === drop) group[strip] = keep;
  }
  return group;
}
