import type { Design, Joint, Part, Pin, Wire } from '../model/index.js';
import { pinOrder } from './pin-order.js';

/**
 * Sizes in a drawing, SVG units (a pixel on a phone). The head, foot and gap of a box add up to a whole number of rows,
 * so that all rows of a column are on one grid.
 */
export const SIZE = {
  box: 210,
  row: 18,
  head: 24,
  foot: 6,
  gap: 24,
  margin: 16,
  track: 11,
  stub: 34,
} as const;

/** Half of the minimum distance between two wires on one track, SVG units. */
const CLEARANCE = 7;

/** The column of a part in a drawing. */
export type Side = 'left' | 'right';

/** A part as a box with its pins in rows. */
export interface Box {
  readonly part: Part;
  readonly side: Side;
  readonly y: number;
  readonly height: number;
  readonly pins: readonly Pin[];
}

/** The line of a joint: from a pin to its track, along the track, to the other pin. */
export interface WireRoute {
  readonly joint: Joint;
  readonly from: { readonly side: Side; readonly y: number };
  readonly to: { readonly side: Side; readonly y: number };
  /** Counted from the left, from 0. */
  readonly track: number;
}

/** Routes that are drawn as one line from the pin that they share, with branches. */
export type Bundle = readonly [WireRoute, ...WireRoute[]];

/**
 * The layout of a design: parts in two columns, all wires in the channel between them, each with its own vertical
 * track; only identical wires from one pin are bundled. No wire crosses a box, and the same design gives the same
 * layout.
 */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly bundles: readonly Bundle[];
  readonly tracks: number;
  readonly height: number;
}

/** Lays out the parts and wires of a design. */
export function layoutOf(design: Design, joints: readonly Joint[]): Layout {
  const ends = joints.flatMap(({ from, to }) => [from, to]);
  const parts = design.parts.filter((part) => ends.some((pin) => pin.part === part));
  const sides = assignSides(parts, joints);
  const order = orderParts(parts, joints, sides);
  const boxes = placeBoxes(order, sides, (part) => pinOrder(design, part, ends));
  const bundles = routeJoints(joints, boxes);
  return {
    boxes,
    bundles,
    tracks: Math.max(0, ...bundles.map(([{ track }]) => track + 1)),
    height: Math.max(0, ...boxes.map(({ y, height }) => y + height)),
  };
}

/** Assigns each part to the side where fewer of its neighbors are, beginning with the parts with the most wires. */
function assignSides(parts: readonly Part[], joints: readonly Joint[]): ReadonlyMap<Part, Side> {
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
    // A neighbor on the other side matters more than columns of equal height.
    const cost = (side: Side): number => near[side] * 3 + load[side];
    const side: Side = cost('left') <= cost('right') ? 'left' : 'right';
    sides.set(part, side);
    load[side] += 2 + Object.keys(part.kind.pins).length / 4;
  }
  return sides;
}

/** Rounds of orderParts; the order of the largest design is at rest after fewer. */
const ROUNDS = 12;

/**
 * Orders both columns so that parts are near their neighbors (barycenter heuristic). Each moves half of its way: with
 * the whole way two neighbors in different columns would exchange their places forever.
 */
function orderParts(
  parts: readonly Part[],
  joints: readonly Joint[],
  sides: ReadonlyMap<Part, Side>,
): readonly Part[] {
  const neighbors = new Map(
    parts.map((part) => [
      part,
      joints.flatMap(({ from, to }) =>
        from.part === part ? [to.part] : to.part === part ? [from.part] : [],
      ),
    ]),
  );
  // A board or a battery is near everything: the more wires a neighbor has, the less it counts.
  const weight = (part: Part): number => 1 / (neighbors.get(part)?.length ?? 1);
  let order = [...parts];
  for (let round = 0; round < ROUNDS; round++) {
    const position = new Map<Part, number>();
    for (const side of ['left', 'right'] as const) {
      const column = order.filter((part) => sides.get(part) === side);
      column.forEach((part, index) => {
        position.set(part, index / Math.max(1, column.length - 1));
      });
    }
    const at = (part: Part): number => position.get(part) ?? 0;
    const next = new Map(
      parts.map((part) => {
        const near = neighbors.get(part) ?? [];
        const weights = near.reduce((sum, one) => sum + weight(one), 0);
        const center = near.reduce((sum, one) => sum + at(one) * weight(one), 0) / weights;
        return [part, (at(part) + center) / 2] as const;
      }),
    );
    order = [...order].sort(
      (a, b) => (next.get(a) ?? 0) - (next.get(b) ?? 0) || parts.indexOf(a) - parts.indexOf(b),
    );
  }
  return order;
}

function placeBoxes(
  order: readonly Part[],
  sides: ReadonlyMap<Part, Side>,
  pinsOf: (part: Part) => readonly Pin[],
): Box[] {
  // The columns are offset by half a row, so that a wire from the left never overlaps one from the right.
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

/** Assigns each joint the track of its bundle, or the leftmost track that is free over its height. */
function routeJoints(joints: readonly Joint[], boxes: readonly Box[]): Bundle[] {
  const at = (pin: Pin): { side: Side; y: number } => {
    const box = boxes.find(({ part }) => part === pin.part);
    const row = box?.pins.indexOf(pin) ?? 0;
    return { side: box?.side ?? 'left', y: (box?.y ?? 0) + SIZE.head + row * SIZE.row + SIZE.row / 2 };
  };
  const bundles: [WireRoute, ...WireRoute[]][] = [];
  const isFree = (span: Span, track: number, own?: Bundle): boolean =>
    bundles
      .filter((bundle) => bundle !== own)
      .flat()
      .every((other) => other.track !== track || !overlap(span, spanOf(other)));
  const unrouted = joints
    .map((joint) => ({ joint, from: at(joint.from), to: at(joint.to) }))
    .sort((a, b) => Math.min(a.from.y, a.to.y) - Math.min(b.from.y, b.to.y));
  for (const route of unrouted) {
    const span = spanOf(route);
    const own = bundles.find(
      (bundle) =>
        bundle.every(({ joint }) => canBundle(joint, route.joint)) && isFree(span, bundle[0].track, bundle),
    );
    if (own) {
      own.push({ ...route, track: own[0].track });
      continue;
    }
    let track = 0;
    while (!isFree(span, track)) track++;
    bundles.push([{ ...route, track }]);
  }
  return bundles;
}

/** y where three or more lines of a bundle meet on its track; a dot is drawn there. */
export function junctionsOf(bundle: Bundle): readonly number[] {
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

function spanOf({ from, to }: Pick<WireRoute, 'from' | 'to'>): Span {
  return { top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
}

function overlap(a: Span, b: Span): boolean {
  return a.top - CLEARANCE <= b.bottom + CLEARANCE && b.top - CLEARANCE <= a.bottom + CLEARANCE;
}

/** Whether two joints share a pin and look the same. */
function canBundle(a: Joint, b: Joint): boolean {
  const isShared = [a.from, a.to].some((pin) => pin === b.from || pin === b.to);
  const [one, other]: readonly [Partial<Wire>, Partial<Wire>] = [a.spec, b.spec];
  return isShared && one.color === other.color && one.awg === other.awg;
}
