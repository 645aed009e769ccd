import { type Design, stripboardOf, terminalsOf } from '../model/index.js';

/** Something to buy that no part of the design names. */
export interface Extra {
  readonly count: number;
  readonly part: string;
  readonly look: string;
}

const row = (count: number, part: string, look: string): Extra => ({ count, part, look });

/** The gauge that the steps of a design with a pump read, and what seals the threads. */
export function airExtrasOf({ parts }: Design): readonly Extra[] {
  return parts.some(({ kind }) => kind.what === 'pump')
    ? [
        row(1, 'pressure gauge, 0 to 160 psi', 'with an end that fits the coupler or the hose'),
        row(1, 'thread tape', 'PTFE'),
      ]
    : [];
}

/** From this wire gauge on the end is crimped, not soldered. */
const CRIMPED_AWG = 14;

/** From this gauge on its end is crimped at parts that have blades or screws. */
const BLADE_AWG = 18;
const WITH_BLADES = ['relay', 'switch', 'fuse', 'pump'];

/** Crimped ends of wires: rings at the battery's posts, and at thick wires what the part there wants. */
export function lugsOf({ wires }: Design): readonly Extra[] {
  const counts = new Map<string, number>();
  for (const { from, to, spec } of wires) {
    for (const { part } of [from, to]) {
      if (spec.awg === undefined || part.kind.what === 'terminals') continue;
      const isBattery = part.kind.what === 'battery';
      const crimpedFrom = WITH_BLADES.includes(part.kind.what) ? BLADE_AWG : CRIMPED_AWG;
      if (!isBattery && spec.awg > crimpedFrom) continue;
      const name = isBattery
        ? "ring terminal for the battery's post"
        : 'crimp terminal, as the part there wants it';
      const title = `${name}, ${spec.awg} AWG`;
      counts.set(title, (counts.get(title) ?? 0) + 1);
    }
  }
  return [...counts].map(([part, count]) => row(count, part, 'tinned copper, with shrink tube'));
}

/** Parts that end in a bare leg. */
const WITH_LEGS = ['diode', 'resistor'];

/** Where a leg and wires meet without a terminal: in a design without a board, a splice for each leg. */
export function splicesOf({ parts, wires }: Design): readonly Extra[] {
  if (parts.some(({ kind }) => kind.what === 'board')) return [];
  const legs = wires
    .flatMap(({ from, to }) => [from, to])
    .filter(({ part }) => WITH_LEGS.includes(part.kind.what));
  const count = new Set(legs).size;
  if (count === 0) return [];
  return [
    row(
      count,
      'splice',
      'the leg of the part and its wires twisted together and soldered, shrink tube over it',
    ),
  ];
}

/** Pins of a board that a wire goes to. */
function boardPinsOf({ wires }: Design): number {
  const pins = wires.flatMap(({ from, to }) => [from, to]).filter(({ part }) => part.kind.what === 'board');
  return new Set(pins).size;
}

/** The enclosure of a board and its terminals. */
export function enclosureOf(design: Design): readonly Extra[] {
  const terminals = terminalsOf(design).at(-1)?.to;
  if (terminals === undefined) return [];
  return [
    row(
      terminals,
      'screw terminal',
      '10 A or more, for wire to 14 AWG; those of one row of the list are bridged',
    ),
    ...boardRows(design),
    row(
      boardPinsOf(design),
      'pin for a socket of the Arduino',
      'crimped or soldered to each wire that goes to the board',
    ),
    row(1, 'enclosure with cable glands', 'splash proof (IP65), away from the heat of the engine'),
  ];
}

/** Length of one wire between stripboard and terminal, cm. */
const INSIDE_CM = 20;

/** The stripboard, and the parts that mount and connect it, from its layout. */
function boardRows(design: Design): readonly Extra[] {
  const board = stripboardOf(design);
  if (!board) return [row(1, 'stripboard', 'for the resistors, diodes and MOSFETs')];
  const { strips, holes, wires } = board;
  return [
    row(1, 'stripboard', `${strips} strips of ${holes} holes or more, 2.54 mm apart, holes of 1 mm`),
    row(4, 'stand-off', '5 mm or more, with screws'),
    row(
      1,
      `wire 22 AWG, ${wires.length * INSIDE_CM} cm`,
      'from the stripboard to terminals and Arduino; bare for links',
    ),
  ];
}
