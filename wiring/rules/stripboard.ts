import {
  joinedStrips,
  type Placed,
  pinText,
  type Spot,
  type Stripboard,
  stripboardOf,
  stripName,
} from '../model/index.js';
import { type Found, otherPins, type Rule, type Wiring } from './rule.js';

/** Minimum distance of two legs of a part that lies flat, in holes of 2.54 mm: 7.62 mm for 1/4 W and DO-41. */
const FLAT = 3;

const onBoard = ({ parts }: Stripboard): readonly Spot[] => parts.flatMap(({ legs }) => legs);

/** Parts that belong on a stripboard, with the pins that are not on it. */
const missing = ({ design }: Wiring, board: Stripboard): readonly Found[] => {
  const placed = new Set(onBoard(board).map(({ pin }) => pin));
  return [...design.pins.values()]
    .filter(({ part: { kind } }) => ['resistor', 'diode', 'transistor'].includes(kind.what))
    .filter((pin) => !placed.has(pin))
    .map((pin) => ({
      where: pin.id,
      message: `${pinText(pin)} is not on the stripboard`,
      remedy: 'give it a hole on the strip of its net, under stripboard.parts',
    }));
};

/** Nets that leave the board, or reach a pin of the Arduino, without a wire there. */
const unwired = ({ design, copper }: Wiring, board: Stripboard): readonly Found[] => {
  const placed = new Set(onBoard(board).map(({ pin }) => pin));
  const wired = (pin: Spot['pin'], isBoard: boolean): boolean =>
    board.wires.some(
      (wire) => copper.same(wire.pin, pin) && (wire.pin.part.kind.what === 'board') === isBoard,
    );
  const ends = design.wires.flatMap(({ from, to }) => [from, to]);
  const needed = [...new Set(ends)].filter(
    (pin) => !placed.has(pin) && otherPins(copper, pin).some((other) => placed.has(other)),
  );
  return needed
    .filter((pin) => !wired(pin, pin.part.kind.what === 'board'))
    .map((pin) => ({
      where: pin.id,
      message: `no wire leads from the stripboard to ${pinText(pin)}`,
      remedy: 'add one under stripboard.wires, from a hole of the strip of that net',
    }));
};

const stripNets: Rule = {
  name: 'strip-net',
  severity: 'error',
  requirement:
    'On the stripboard the same pins are joined as in the wires of the design, no more and no fewer.',
  source: 'a strip of copper is one net; links join strips',
  find: (wiring) => {
    const board = stripboardOf(wiring.design);
    if (!board) return [];
    const { copper } = wiring;
    const group = joinedStrips(board);
    const spots = [...onBoard(board), ...board.wires];
    return [
      ...missing(wiring, board),
      ...unwired(wiring, board),
      ...outliers(
        spots,
        ({ hole }) => group[hole.strip],
        ({ pin }) => copper.of(pin),
      ).map(([spot, most]) => ({
        where: spot.pin.id,
        message: `${spotText(spot)} is joined to ${spotText(most)}, and must not be`,
        remedy: `move it to a strip of its own net, not ${stripName(spot.hole.strip)}`,
      })),
      ...outliers(
        spots,
        ({ pin }) => copper.of(pin),
        ({ hole }) => group[hole.strip],
      ).map(([spot, most]) => ({
        where: spot.pin.id,
        message: `${spotText(spot)} is not joined to ${spotText(most)}`,
        remedy: `put both on one strip, or link strips ${stripName(most.hole.strip)} and ${stripName(spot.hole.strip)}`,
      })),
    ];
  },
};

const spotText = ({ pin, hole }: Spot): string => `${pinText(pin)} at ${hole.text}`;

/** Spots that match most of those in one property and differ in another, each with one of the majority. */
function outliers(
  spots: readonly Spot[],
  alikeIn: (spot: Spot) => unknown,
  differsIn: (spot: Spot) => unknown,
): readonly (readonly [Spot, Spot])[] {
  return spots.flatMap((spot): (readonly [Spot, Spot])[] => {
    const alike = spots.filter((one) => alikeIn(one) === alikeIn(spot));
    const count = (one: Spot): number => alike.filter((other) => differsIn(other) === differsIn(one)).length;
    const most = alike.reduce((best, one) => (count(one) > count(best) ? one : best));
    return differsIn(most) === differsIn(spot) ? [] : [[spot, most]];
  });
}

/** How a part sits, if it can't be mounted like that; undefined if it fits. */
function misfit({ legs }: Placed): string | undefined {
  const columns = new Set(legs.map(({ hole }) => hole.column));
  const strips = legs.map(({ hole }) => hole.strip);
  const span = Math.max(...strips) - Math.min(...strips);
  if (columns.size > 1) return 'has legs in different columns';
  if (legs.length === 3)
    return new Set(strips).size === 3 && span === 2
      ? undefined
      : 'needs its three legs on three neighboring strips';
  return span >= FLAT ? undefined : `needs ${FLAT} strips from leg to leg to lie flat`;
}

type Range = readonly [from: number, to: number];

/** Columns and strips that the body of a part covers. */
function bodyOf({ legs }: Placed): { readonly columns: Range; readonly strips: Range } {
  const columns = legs.map(({ hole }) => hole.column);
  const strips = legs.map(({ hole }) => hole.strip);
  // A TO-220 is 10 mm wide and 4.5 mm thick: a strip more at both ends, and a column at both sides.
  const extra = legs.length === 3 ? 1 : 0;
  return {
    columns: [Math.min(...columns) - extra, Math.max(...columns) + extra],
    strips: [Math.min(...strips) - extra, Math.max(...strips) + extra],
  };
}

const overlap = (a: Range, b: Range): boolean => a[0] <= b[1] && b[0] <= a[1];

const stripHoles: Rule = {
  name: 'strip-hole',
  severity: 'error',
  requirement: 'On the stripboard each hole has one leg or wire, and each part fits between its holes.',
  source: 'holes 2.54 mm apart; TO-220: legs 2.54 mm apart, 10 mm wide; 1/4 W and DO-41: bent to 7.62 mm',
  find: ({ design }) => {
    const board = stripboardOf(design);
    if (!board) return [];
    const uses = [
      ...[...onBoard(board), ...board.wires].map(({ pin, hole }) => ({
        hole,
        where: pin.id,
        name: pinText(pin),
      })),
      ...board.links.flat().map((hole) => ({ hole, where: `link ${hole.text}`, name: 'a link' })),
    ];
    return [
      ...uses.flatMap(({ hole, where, name }): Found[] => {
        const first = uses.find((one) => one.hole.text === hole.text);
        if (hole.strip >= board.strips || hole.column >= board.holes) {
          const last = `${stripName(board.strips - 1)}${board.holes}`;
          return [
            {
              where,
              message: `${name} is at ${hole.text}, outside of the board`,
              remedy: `the last hole is ${last}`,
            },
          ];
        }
        if (!first || first.where === where) return [];
        return [
          {
            where,
            message: `${name} is at ${hole.text}, where ${first.name} is`,
            remedy: 'take the next free hole of that strip',
          },
        ];
      }),
      ...board.parts.flatMap((part, index): Found[] => {
        const [{ pin }] = part.legs;
        const reason = misfit(part);
        const body = bodyOf(part);
        const other = board.parts.slice(0, index).find((one) => {
          const its = bodyOf(one);
          return overlap(its.columns, body.columns) && overlap(its.strips, body.strips);
        });
        const says = reason ?? (other && `is where ${other.legs[0].pin.part.label} is`);
        if (says === undefined) return [];
        return [
          {
            where: pin.id,
            message: `${pin.part.label} ${says}`,
            remedy: 'take other holes of the same strips',
          },
        ];
      }),
    ];
  },
};

/** Rules on a stripboard: its strips must be the nets, its holes must be free. */
export const STRIPBOARD_RULES: readonly Rule[] = [stripNets, stripHoles];
