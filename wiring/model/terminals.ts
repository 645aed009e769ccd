import { type Design, type Part, type Pin, pinText } from './design.js';
import { type Net, netsOf } from './nets.js';

/** Parts that sit in the enclosure; all others are reached through its terminals. */
const IN_BOX: readonly string[] = ['board', 'resistor', 'diode', 'transistor', 'terminals'];

/** Terminals that are joined inside: one net that leaves the enclosure. */
export interface Terminals {
  readonly net: Net;
  /** Numbers of the first and the last one. */
  readonly from: number;
  readonly to: number;
  /** The pins soldered to them inside. */
  readonly inside: readonly string[];
  /** One wire to the outside for each terminal. */
  readonly outside: readonly string[];
}

/** The terminal strip of a design with a board: a terminal for each wire that leaves the enclosure, net by net. */
export function terminalsOf(design: Design): readonly Terminals[] {
  if (!design.parts.some(({ kind }) => kind.what === 'board')) return [];
  const nets = netsOf(design, design.wires);
  const isInside = ({ kind }: Part): boolean => IN_BOX.includes(kind.what);
  const leaving = new Map<Net, string[]>();
  for (const { from, to, spec } of design.wires) {
    if (isInside(from.part) === isInside(to.part)) continue;
    const net = nets.of(from);
    const far = isInside(from.part) ? to : from;
    const wire = [spec.color, spec.awg === undefined ? undefined : `${spec.awg} AWG`];
    const text = `${pinText(far)} (${wire.filter((one) => one !== undefined).join(' ')})`;
    leaving.set(net, [...(leaving.get(net) ?? []), text]);
  }
  let next = 1;
  return [...leaving].map(([net, outside]) => {
    const from = next;
    next += outside.length;
    const inside = net.pins
      .filter(({ part }) => isInside(part) && part.kind.what !== 'terminals')
      .map(pinText);
    return { net, from, to: next - 1, inside, outside };
  });
}

/** Where a wire of the stripboard ends: a pin of the board, or a terminal. */
export function wireEnd(design: Design, pin: Pin): string {
  const row =
    pin.part.kind.what === 'board'
      ? undefined
      : terminalsOf(design).find(({ net }) => net.pins.includes(pin));
  if (!row) return pinText(pin);
  return row.from === row.to ? `terminal ${row.from}` : `terminal ${row.from} to ${row.to}`;
}
