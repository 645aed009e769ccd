import {
  type Design,
  type GuideStep,
  type Mistake,
  netsOf,
  type Placed,
  pinText,
  type Spot,
  type Stripboard,
  stripboardOf,
  stripName,
  type Terminals,
  wireEnd,
} from '../model/index.js';
import { readingOf, withMistake } from '../rules/index.js';

/** A table as rows of cells; the first row names the columns. */
export type Table = readonly (readonly string[])[];

/** What a step solders on the stripboard, hole by hole; empty for a step that solders nothing there. */
export function solderTable(design: Design, { solder }: GuideStep): Table {
  const board = stripboardOf(design);
  if (!board || !solder) return [];
  if (solder === 'link') return [['from', 'to'], ...board.links.map((ends) => ends.map(({ text }) => text))];
  if (solder === 'wire') return wireTable(design, board);
  const rows = board.parts
    .filter(({ legs: [{ pin }] }) => pin.part.kind.what === solder)
    .map(({ designator, legs }) => [designator, legs[0].pin.part.label, legs.map(legText).join(', ')]);
  return [['', 'part', 'legs'], ...rows];
}

/** The strips, with the pins that each joins. */
export function stripTable(design: Design): Table {
  const board = stripboardOf(design);
  if (!board) return [];
  const at = (strip: number): string[] => [
    ...board.wires
      .filter(({ hole }) => hole.strip === strip)
      .map(({ pin, hole }) => `${hole.text} ${wireEnd(design, pin)}`),
    ...board.parts.flatMap(({ designator, legs }) =>
      legs.filter(({ hole }) => hole.strip === strip).map(({ hole }) => `${hole.text} ${designator}`),
    ),
    ...board.links.flatMap((ends) =>
      ends.filter(({ strip: one }) => one === strip).map(({ text }) => `${text} link`),
    ),
  ];
  const rows = Array.from({ length: board.strips }, (_, strip) => [
    stripName(strip),
    at(strip).join(', ') || 'nothing',
  ]);
  return [['strip', 'holes'], ...rows];
}

/** What is soldered to a terminal inside the enclosure: wires of the stripboard, or of the Arduino. */
export function insideOf(design: Design, { net, inside }: Terminals): readonly string[] {
  const board = stripboardOf(design);
  if (!board) return inside;
  const isArduino = (pin: Spot['pin']): boolean => pin.part.kind.what === 'board';
  const onBoard = board.parts.some(({ legs }) => legs.some(({ pin }) => net.pins.includes(pin)));
  return onBoard
    ? board.wires
        .filter(({ pin }) => net.pins.includes(pin) && !isArduino(pin))
        .map(({ hole }) => `stripboard ${hole.text}`)
    : net.pins.filter(isArduino).map(pinText);
}

/** A resistor has no direction: only the legs of other parts have names. */
const legText = ({ pin, hole }: Spot): string =>
  pin.part.kind.what === 'resistor' ? hole.text : `${pin.spec.note ?? pin.name} ${hole.text}`;

function wireTable(design: Design, { wires }: Stripboard): Table {
  return [['hole', 'to'], ...wires.map(({ pin, hole }) => [hole.text, wireEnd(design, pin)])];
}

/** Positions of the leads, the reading of a right build and of wrong ones, calculated from the nets. */
export function meterTable(design: Design, { solder, check }: GuideStep): Table {
  const board = stripboardOf(design);
  const probes = check?.probes ?? [];
  if (!board || !solder || !check || probes.length === 0) return [];
  const place = (id: string): string => placeOf(design, board, id, solder === 'wire');
  const name = (mistake: Mistake): string => mistakeText(design, board, mistake);
  const rows = probes.map((probe) => [
    ...probe.ends.map(place),
    probe.reads === 'open' ? 'OL' : shown(check.measure, ...probe.reads),
    probe.faults
      .map((mistake) => {
        const reading = readingOf(withMistake(design, mistake), probe, check.measure);
        return `${shown(check.measure, reading)}: ${name(mistake)}`;
      })
      .join('; '),
  ]);
  return [['red lead', 'black lead', 'right', 'wrong'], ...rows];
}

/** A strip, or a terminal once the wires are soldered. */
function placeOf(design: Design, board: Stripboard, id: string, atTerminal: boolean): string {
  const pin = design.pins.get(id);
  if (!pin) return id;
  if (atTerminal) return wireEnd(design, pin);
  const nets = netsOf(design, design.wires);
  const spots = [...board.parts.flatMap(({ legs }) => legs), ...board.wires];
  const own = spots.find((spot) => spot.pin === pin) ?? spots.find((spot) => nets.same(spot.pin, pin));
  return own ? `strip ${stripName(own.hole.strip)}` : pinText(pin);
}

/** A mistake in the builder's terms: designators, strips and holes. */
function mistakeText(design: Design, board: Stripboard, mistake: Mistake): string {
  const placed = (id: string): Placed | undefined =>
    board.parts.find(({ legs }) => legs[0].pin.part.name === id.split('.')[0]);
  const name = (id: string): string => placed(id)?.designator ?? pinName(design, id);
  if ('cut' in mistake) {
    const leg = placed(mistake.cut)?.legs.find(({ pin }) => pin.id === mistake.cut);
    return leg ? `${name(mistake.cut)} not in ${leg.hole.text}` : `no wire for ${name(mistake.cut)}`;
  }
  if ('bridge' in mistake)
    return `solder between ${mistake.bridge.map((id) => placeOf(design, board, id, false)).join(' and ')}`;
  const [one, other] = ('swap' in mistake ? mistake.swap : mistake.exchange).map(name);
  return one === other ? `${one} turned around` : `${one} and ${other} exchanged`;
}

const pinName = ({ pins }: Design, id: string): string => {
  const pin = pins.get(id);
  return pin ? pinText(pin) : id;
};

/** A reading with its unit, or a range of them. */
function shown(measure: string, ...readings: readonly number[]): string {
  if (readings.some((reading) => !Number.isFinite(reading))) return 'OL';
  const [scale, unit] = measure === 'resistance' ? ohms(Math.max(...readings)) : ([1, 'V'] as const);
  return `${readings.map((reading) => Number((reading / scale).toFixed(1))).join(' to ')} ${unit}`;
}

const ohms = (highest: number): readonly [number, string] => (highest >= 2000 ? [1000, 'kΩ'] : [1, 'Ω']);
