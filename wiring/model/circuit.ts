import type { Design, Joint, Part, Pin } from './design.js';
import type { Wire } from './design-shape.js';

/** A section of a current path: along a wire, or through a part. */
export type Leg = { readonly wire: Joint<Wire> } | { readonly through: Part };

/** The circuit of a load: from a source to its plus pin, and from its minus pin back to the source. */
export interface Circuit {
  readonly load: Part;
  readonly amps: number;
  readonly source: Part;
  /** From the plus pin of the source to the load. */
  readonly supplyPath: readonly Leg[];
  /** From the load to the minus pin of the source. */
  readonly returnPath: readonly Leg[];
}

interface Edge {
  readonly to: Pin;
  readonly leg: Leg;
}

/** The circuits of all loads that are connected to a source, each by its shortest path. */
export function circuitsOf(design: Design): readonly Circuit[] {
  const edges = edgesOf(design);
  const sources = design.parts.filter(({ kind }) => kind.source !== undefined);
  const end = (part: Part, which: 'plus' | 'minus'): Pin | undefined => {
    const pins = part.kind.source ?? part.kind.load;
    return pins && design.pins.get(`${part.name}.${pins[which]}`);
  };
  return design.parts.flatMap((load): Circuit[] => {
    const { load: takes } = load.kind;
    if (!takes) return [];
    const plus = design.pins.get(`${load.name}.${takes.plus}`);
    const minus = design.pins.get(`${load.name}.${takes.minus}`);
    if (!plus || !minus) return [];
    const pathTo = shortestPathsFrom(plus, edges);
    const fed = sources
      .filter((source) => source !== load)
      .flatMap((source) => {
        const pin = end(source, 'plus');
        const supplyPath = pin && pathTo(pin);
        return supplyPath ? [{ source, supplyPath }] : [];
      })
      .sort((a, b) => a.supplyPath.length - b.supplyPath.length)[0];
    const minusOfSource = fed && end(fed.source, 'minus');
    const returnPath = minusOfSource && shortestPathsFrom(minus, edges)(minusOfSource);
    return fed && returnPath ? [{ load, amps: takes.amps, ...fed, returnPath }] : [];
  });
}

function edgesOf(design: Design): ReadonlyMap<Pin, readonly Edge[]> {
  const edges = new Map<Pin, Edge[]>();
  const add = (a: Pin | undefined, b: Pin | undefined, leg: Leg): void => {
    if (!a || !b) return;
    edges.set(a, [...(edges.get(a) ?? []), { to: b, leg }]);
    edges.set(b, [...(edges.get(b) ?? []), { to: a, leg }]);
  };
  for (const wire of design.wires) add(wire.from, wire.to, { wire });
  for (const part of design.parts) {
    for (const [a, b] of part.kind.conducts ?? [])
      add(design.pins.get(`${part.name}.${a}`), design.pins.get(`${part.name}.${b}`), { through: part });
  }
  return edges;
}

/** Shortest paths from a pin to all others (breadth-first search). */
function shortestPathsFrom(
  start: Pin,
  edges: ReadonlyMap<Pin, readonly Edge[]>,
): (goal: Pin) => readonly Leg[] | undefined {
  const reachedBy = new Map<Pin, { readonly from: Pin; readonly leg: Leg } | undefined>([[start, undefined]]);
  const queue = [start];
  for (let pin = queue.shift(); pin; pin = queue.shift()) {
    for (const { to, leg } of edges.get(pin) ?? []) {
      if (reachedBy.has(to)) continue;
      reachedBy.set(to, { from: pin, leg });
      queue.push(to);
    }
  }
  return (goal) => {
    if (!reachedBy.has(goal)) return undefined;
    const legs: Leg[] = [];
    for (let step = reachedBy.get(goal); step; step = reachedBy.get(step.from)) legs.push(step.leg);
    return legs;
  };
}

/** The current of each wire, A. */
export function ampsOfWires(circuits: readonly Circuit[]): ReadonlyMap<Joint<Wire>, number> {
  const amps = new Map<Joint<Wire>, number>();
  for (const circuit of circuits) {
    for (const leg of [...circuit.supplyPath, ...circuit.returnPath])
      if ('wire' in leg) amps.set(leg.wire, (amps.get(leg.wire) ?? 0) + circuit.amps);
  }
  return amps;
}
