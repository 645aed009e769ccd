import type { Part, Pin } from '../model/index.js';
import { type Cell, type Item, LINE, type SheetPoint, type SymbolName } from './item.js';
import type { Naming } from './naming.js';
import { labelOf, pinNames, type TwoPin } from './piece.js';

/** A MOSFET with its pull-down, the diode and the coil that it switches. */
export interface Driver {
  readonly transistor: Part;
  readonly coil: TwoPin;
  readonly diode: TwoPin;
  readonly pullDown: TwoPin;
}

/** The drivers of a design: only those whose four parts are joined exactly as the cell shows them. */
export function driversOf(pieces: readonly TwoPin[], naming: Naming): readonly Driver[] {
  return naming.parts.flatMap((transistor): Driver[] => {
    if (transistor.kind.what !== 'transistor') return [];
    const [gate, drain, source] = ['G', 'D', 'S'].map((name) => pinOf(transistor, name, naming));
    if (!gate || !drain || !source) return [];
    const net = naming.net(drain);
    const on = (symbol: SymbolName): TwoPin | undefined =>
      pieces.find((piece) => piece.symbol === symbol && naming.net(piece.pins[1]) === net);
    const diode = pieces.find(({ symbol, pins }) => symbol === 'diode' && naming.net(pins[0]) === net);
    const coil = on('coil');
    const pullDown = pieces.find(({ symbol, pins }) => {
      const nets = pins.map(naming.net);
      return symbol === 'resistor' && nets.includes(naming.net(gate)) && nets.includes(naming.net(source));
    });
    const isWhole = diode && coil && naming.net(diode.pins[1]) === naming.net(coil.pins[0]);
    const isPlain = naming.isGround(naming.net(source)) && net.pins.length === 3;
    return isWhole && isPlain && pullDown ? [{ transistor, coil, diode, pullDown }] : [];
  });
}

const pinOf = (part: Part, name: string, { design }: Naming): Pin | undefined =>
  design.pins.get(`${part.name}.${name}`);

/** Pins of a driver. */
const pinsOf = ({ transistor, coil, diode, pullDown }: Driver, naming: Naming): readonly Pin[] => [
  ...[...naming.design.pins.values()].filter(({ part }) => part === transistor),
  ...[coil, diode, pullDown].flatMap(({ pins }) => pins),
];

/** Drivers that one drawing shows: equal parts on equal supplies. */
export function groupsOf(drivers: readonly Driver[], naming: Naming): readonly (readonly Driver[])[] {
  const groups = new Map<string, Driver[]>();
  for (const driver of drivers) {
    const { transistor, coil, diode, pullDown } = driver;
    const ground = pinOf(transistor, 'S', naming);
    const key = [
      ...[transistor, coil.part, diode.part, pullDown.part].map(({ kindName }) => kindName),
      pullDown.part.kind.ohms,
      naming.name(naming.net(coil.pins[0])),
      ground ? naming.name(naming.net(ground)) : '',
      ...pinsOf(driver, naming).map((pin) => naming.awg(pin)),
    ].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), driver]);
  }
  return [...groups.values()];
}

/** x of the pull-down, of the MOSFET's drain and of the diode. */
const X = { pullDown: 146, drain: 214, diode: 290 } as const;
/** y of the supply, of the drain's joint, of the gate and of ground. */
const Y = { supply: 38, drain: 102, gate: 138, ground: 204 } as const;

/** One drawing for equal drivers, and a table of what differs. */
export function driverCell(drivers: readonly [Driver, ...Driver[]], naming: Naming, heading: string): Cell {
  const [driver, ...others] = drivers;
  const { transistor, coil, diode, pullDown } = driver;
  const [gate, drain, source] = ['G', 'D', 'S'].map((name) => pinOf(transistor, name, naming));
  if (!gate || !drain || !source) return { heading, width: 390, height: 0, items: [], listed: [] };
  const [leg, foot] =
    naming.net(pullDown.pins[0]) === naming.net(gate) ? pullDown.pins : [pullDown.pins[1], pullDown.pins[0]];
  const wire = (pins: readonly [Pin, ...Pin[]], ...points: readonly SheetPoint[]): Item => ({
    is: 'wire',
    net: naming.net(pins[0]),
    points,
    awg: naming.awg(...pins),
  });
  const pin = (one: Pin, ...at: SheetPoint): Item => ({ is: 'pin', pin: one, at });
  const symbol = (name: SymbolName, at: SheetPoint, flipped = false): Item => ({
    is: 'symbol',
    name,
    at,
    flipped,
  });
  const supply = naming.net(coil.pins[0]);
  const gateName = others.length === 0 ? naming.name(naming.net(gate)) : 'see the table';
  const isNamed = naming.name(naming.net(source)) !== 'GND';
  const groundText = isNamed ? naming.name(naming.net(source)) : '';
  const items: Item[] = [
    { is: 'flag', net: supply, at: [X.drain, 24], to: 'up', text: naming.name(supply) },
    wire([coil.pins[0]], [X.drain, 24], [X.drain, Y.supply + 10]),
    wire([diode.pins[1]], [X.drain, Y.supply], [X.diode, Y.supply], [X.diode, Y.supply + 10]),
    { is: 'dot', net: supply, at: [X.drain, Y.supply] },
    symbol('coil', [X.drain, 68]),
    symbol('diode', [X.diode, 68], true),
    pin(coil.pins[0], X.drain, 48),
    pin(coil.pins[1], X.drain, 88),
    pin(diode.pins[1], X.diode, 48),
    pin(diode.pins[0], X.diode, 88),
    wire([drain, coil.pins[1]], [X.drain, 88], [X.drain, 118]),
    wire([diode.pins[0]], [X.diode, 88], [X.diode, Y.drain], [X.drain, Y.drain]),
    { is: 'dot', net: naming.net(drain), at: [X.drain, Y.drain] },
    symbol('nmos', [X.drain, Y.gate]),
    pin(drain, X.drain, 118),
    pin(source, X.drain, 158),
    pin(gate, X.drain - 14, Y.gate),
    wire([gate], [112, Y.gate], [X.drain - 14, Y.gate]),
    { is: 'flag', net: naming.net(gate), at: [112, Y.gate], to: 'left', text: gateName },
    { is: 'dot', net: naming.net(gate), at: [X.pullDown, Y.gate] },
    wire([leg], [X.pullDown, Y.gate], [X.pullDown, 150]),
    symbol('resistor', [X.pullDown, 170]),
    pin(leg, X.pullDown, 150),
    pin(foot, X.pullDown, 190),
    wire([foot], [X.pullDown, 190], [X.pullDown, Y.ground]),
    wire([source], [X.drain, 158], [X.drain, Y.ground]),
    { is: 'ground', net: naming.net(foot), at: [X.pullDown, Y.ground], text: groundText },
    { is: 'ground', net: naming.net(source), at: [X.drain, Y.ground], text: groundText },
    ...pinNames(coil).map(
      (text, row): Item => ({ is: 'text', at: [X.drain - 5, row === 0 ? 45 : 97], text, style: 'end' }),
    ),
    { is: 'text', at: [X.drain + 5, 115], text: 'D', style: 'start' },
    { is: 'text', at: [X.drain + 5, 167], text: 'S', style: 'start' },
    { is: 'text', at: [X.drain - 20, 134], text: 'G', style: 'end' },
    ...words(labelOf(coil, naming, 26), X.drain - 20, 68, 'end'),
    ...words(labelOf(diode, naming, 11), X.diode + 20, 68, 'start'),
    ...words(labelOf({ part: transistor, symbol: 'nmos' }, naming, 21), X.drain + 20, Y.gate, 'start'),
    ...words(labelOf(pullDown, naming, 17), X.pullDown - 20, 176, 'end'),
  ];
  if (others.length === 0) return { heading, width: 390, height: Y.ground + 36, items, listed: [] };
  const rows = drivers.map((one) => {
    const refs = [one.transistor, one.pullDown.part, one.diode.part].map(naming.ref).join(' ');
    const at = pinOf(one.transistor, 'G', naming);
    return [
      `${naming.ref(one.coil.part)} ${one.coil.part.label}`,
      refs,
      at ? naming.name(naming.net(at)) : '',
    ] as const;
  });
  const top = Y.ground + 44;
  const table = [['coil', 'parts', 'gate'] as const, ...rows].flatMap((row, index) =>
    row.map(
      (text, column): Item => ({
        is: 'text',
        at: [[8, 168, 274][column] ?? 8, top + index * LINE],
        text: text.slice(0, [22, 14, 16][column]),
        style: index === 0 ? 'heading' : 'start',
      }),
    ),
  );
  items.push(...table, {
    is: 'text',
    at: [X.diode + 20, 20],
    text: `× ${drivers.length}`,
    style: 'heading',
  });
  return {
    heading,
    width: 390,
    height: top + (rows.length + 1) * LINE + 8,
    items,
    listed: others.flatMap((one) => pinsOf(one, naming)),
  };
}

/** Lines of text around a height. */
function words(lines: readonly string[], x: number, y: number, style: 'start' | 'end'): readonly Item[] {
  return lines.map((text, line) => ({
    is: 'text',
    at: [x, y + 4 + (line - (lines.length - 1) / 2) * LINE],
    text,
    style,
  }));
}
