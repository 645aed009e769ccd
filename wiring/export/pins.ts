import { parseDocument } from 'yaml';
import { type Design, netsOf } from '../model/index.js';

/** Pins of the board by the keys of a pin map, as the design wires them. */
export function boardPins(design: Design): ReadonlyMap<string, number | string> {
  const nets = netsOf(design, design.wires);
  return new Map(
    Object.entries(design.file.pins ?? {}).map(([key, id]) => {
      const end = design.pins.get(id);
      const on = end ? nets.of(end).pins.filter(({ part }) => part.kind.what === 'board') : [];
      const [pin, second] = on;
      if (pin?.spec.no === undefined || second)
        throw new Error(`${design.name}: ${key}: ${on.length} pins of a board on ${id}, must be one`);
      return [key, pin.spec.no];
    }),
  );
}

/** A pin map with the pin numbers and resistances of the design; its comments stay. */
export function withPins(map: string, design: Design): string {
  const document = parseDocument(map);
  for (const [key, value] of [...boardPins(design), ...kohms(design)]) {
    const path = pathOf(key);
    if (document.getIn(path) !== value) document.setIn(path, value);
  }
  return document.toString({ lineWidth: 0 });
}

/** Resistances by the keys of a pin map, kΩ. */
function kohms({ name, file, parts }: Design): readonly (readonly [key: string, kohm: number])[] {
  return Object.entries(file.kohms ?? {}).map(([key, resistor]) => {
    const ohms = parts.find((part) => part.name === resistor)?.kind.ohms;
    if (ohms === undefined) throw new Error(`${name}: ${key}: ${resistor} has no ohms`);
    return [key, ohms / 1000];
  });
}

const pathOf = (key: string): readonly (string | number)[] =>
  key.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
