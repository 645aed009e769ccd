import type { Design, Joint, Part, Pin } from '../model/design.js';
import type { Wire } from '../model/design-shape.js';
import { pinOrder } from './pin-order.js';

/**
 * Sizes of a drawing, in SVG units (a pixel on a phone). A box without rows and the gap below it are a whole number of
 * rows: so all rows of a column stand on one grid.
 */
export const SIZE = {
  box: 210,
  row: 18,
  head: 24,
  foot: 6,
  gap: 24,
  margin: 16,
  track: 9,
  stub: 34,
} as const;

/** Wires on one track, or beside each other on one line, keep this far apart. */
const CLEAR = 4;

export type Side = 'left' | 'right';

/** A part as a box with its pins in rows. */
export interface Box {
  readonly part: Part;
  readonly side: Side;
  readonly y: number;
  readonly height: number;
  readonly pins: readonly Pin[];
}

/** A joint as a line: out of a pin, along its track, into the other pin. */
export interface Strand {
  readonly joint: Joint;
  readonly from: { readonly side: Side; readonly y: number };
  readonly to: { readonly side: Side; readonly y: number };
  /** From the left, 0 first. */
  readonly track: number;
}

/** Strands that run as one line from a pin that they share, and branch off. */
export type Bundle = readonly [Strand, ...Strand[]];

/**
 * A design laid out as a wiring loom: parts in two columns, all wires in the channel between them, each on a vertical
 * track of its own; only equal wires from one pin run together. Nothing runs across a box, and the same design gives the same drawing.
 */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly bundles: readonly Bundle[];
  readonly tracks: number;
  readonly height: number;
}

export function layoutOf(design: Design, joints: readonly Joint[]): Layout {
  const ends = joints.flatMap(({ from, to }) => [from, to]);
  const parts = design.parts.filter((part) => ends.some((pin) => pin.part === part));
  const sides = divide(parts, joints);
  const order = untangle(parts, joints, sides);
  const boxes = stack(order, sides, (part) => pinOrder(design, part, ends));
  const bundles = lead(joints, boxes);
  return {
    boxes,
    bundles,
    tracks: Math.max(0, ...bundles.map(([{ track }]) => track + 1)),
    height: Math.max(0, ...boxes.map(({ y, height }) => y + height)),
  };
}

/** Puts each part on the side where fewer of its neighbors are, the ones with most wires first. */
function divide(parts: readonly Part[], joints: readonly Joint[]): ReadonlyMap<Part, Side> {
  const degree = (part: Part): number =>
    joints.filter(({ from, to }) => from.part === part || to.part === part).length;
  const sides = new Map<Part, Side>();
  const load = { left: 0, right: 0 };
  for (const part of [...parts].sort(
    (a, b) => degree(b) - degree(a) || parts.indexOf(a) - parts.indexOf(b),
  )) {
    const near = { left: 0, right: 0 };
    for (const { from, to } of joints) {
      if (from.part !== part && to.part !== part) continue;
      const side = sides.get(from.part === part ? to.part : from.part);
      if (side) near[side]++;
    }
    // A neighbor across the channel is worth more than columns of the same height.
    const cost = (side: Side): number => near[side] * 3 + load[side];
    const side: Side = cost('left') <= cost('right') ? 'left' : 'right';
    sides.set(part, side);
    load[side] += 2 + Object.keys(part.kind.pins).length / 4;
  }
  return sides;
}

/** Orders both columns so that parts stand near what they are joined to. */
function untangle(
  parts: readonly Part[],
  joints: readonly Joint[],
  sides: ReadonlyMap<Part, Side>,
): readonly Part[] {
  let order = [...parts];
  for (let round = 0; round < 8; round++) {
    const place = new Map<Part, number>();
    for (const side of ['left', 'right'] as const) {
      const column = order.filter((part) => sides.get(part) === side);
      column.forEach((part, index) => {
        place.set(part, index / Math.max(1, column.length - 1));
      });
    }
    const pull = new Map(
      order.map((part) => {
        const near = joints.flatMap(({ from, to }) =>
          from.part === part
            ? [place.get(to.part) ?? 0]
            : to.part === part
              ? [place.get(from.part) ?? 0]
              : [],
        );
        return [part, near.reduce((sum, at) => sum + at, 0) / Math.max(1, near.length)] as const;
      }),
    );
    order = [...order].sort(
      (a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0) || parts.indexOf(a) - parts.indexOf(b),
    );
  }
  return order;
}

function stack(
  order: readonly Part[],
  sides: ReadonlyMap<Part, Side>,
  pinsOf: (part: Part) => readonly Pin[],
): Box[] {
  // Half a row apart: a wire from the left never lies on the line of another from the right, as if they were one.
  const next = { left: 0, right: SIZE.row / 2 };
  return order.map((part) => {
    const side = sides.get(part) ?? 'left';
    const pins = pinsOf(part);
    const height = SIZE.head + pins.length * SIZE.row + SIZE.foot;
    const y = next[side];
    next[side] = y + height + SIZE.gap;
    return { part, side, y, height, pins };
  });
}

/** Gives each joint the track of its bundle, or the leftmost one that is free over its height. */
function lead(joints: readonly Joint[], boxes: readonly Box[]): Bundle[] {
  const at = (pin: Pin): { side: Side; y: number } => {
    const box = boxes.find(({ part }) => part === pin.part);
    const row = box?.pins.indexOf(pin) ?? 0;
    return { side: box?.side ?? 'left', y: (box?.y ?? 0) + SIZE.head + row * SIZE.row + SIZE.row / 2 };
  };
  const bundles: [Strand, ...Strand[]][] = [];
  const isFree = (span: Span, track: number, own?: Bundle): boolean =>
    bundles
      .filter((bundle) => bundle !== own)
      .flat()
      .every((other) => other.track !== track || !meet(span, spanOf(other)));
  const unled = joints
    .map((joint) => ({ joint, from: at(joint.from), to: at(joint.to) }))
    .sort((a, b) => Math.min(a.from.y, a.to.y) - Math.min(b.from.y, b.to.y));
  for (const strand of unled) {
    const span = spanOf(strand);
    const own = bundles.find(
      (bundle) =>
        bundle.every(({ joint }) => runTogether(joint, strand.joint)) &&
        isFree(span, bundle[0].track, bundle),
    );
    if (own) {
      own.push({ ...strand, track: own[0].track });
      continue;
    }
    let track = 0;
    while (!isFree(span, track)) track++;
    bundles.push([{ ...strand, track }]);
  }
  return bundles;
}

/** Where three ways or more of a bundle meet on its track: there is a dot. */
export function branchesOf(bundle: Bundle): readonly number[] {
  const spans = bundle.map(spanOf);
  const ends = bundle.flatMap(({ from, to }) => [from, to]);
  return [...new Set(ends.map(({ y }) => y))].filter((y) => {
    const sides = new Set(ends.filter((end) => end.y === y).map(({ side }) => side)).size;
    const up = spans.some(({ top, bottom }) => top < y && y <= bottom);
    const down = spans.some(({ top, bottom }) => top <= y && y < bottom);
    return sides + Number(up) + Number(down) > 2;
  });
}

interface Span {
  readonly top: number;
  readonly bottom: number;
}

function spanOf({ from, to }: Pick<Strand, 'from' | 'to'>): Span {
  return { top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
}

function meet(a: Span, b: Span): boolean {
  return a.top - CLEAR <= b.bottom + CLEAR && b.top - CLEAR <= a.bottom + CLEAR;
}

/** Whether two joints come out of one pin, and look the same. */
function runTogether(a: Joint, b: Joint): boolean {
  const isShared = [a.from, a.to].some((pin) => pin === b.from || pin === b.to);
  const [one, other]: readonly [Partial<Wire>, Partial<Wire>] = [a.is, b.is];
  return isShared && one.color === other.color && one.awg === other.awg;
}
