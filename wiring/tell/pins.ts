import { parseDocument } from 'yaml';
import type { Design } from '../model/design.js';
import { netsOf } from '../model/nets.js';

/** Pins of a board by the keys of a pin map: where the wire of each end goes. */
export function boardPins(design: Design): ReadonlyMap<string, number | string> {
  const nets = netsOf(design, design.wires);
  return new Map(
    Object.entries(design.file.pins ?? {}).map(([key, id]) => {
      const end = design.pins.get(id);
      const on =
        end &&
        nets.of(end).pins.find(({ part, spec }) => part.kind.what === 'board' && spec.no !== undefined);
      if (!on?.spec.no && on?.spec.no !== 0)
        throw new Error(`${design.name}: ${key}: no pin of a board is on ${id}`);
      return [key, on.spec.no];
    }),
  );
}

/** A pin map with the numbers of the wiring in it; its notes stay. */
export function withPins(map: string, design: Design): string {
  const document = parseDocument(map);
  for (const [key, pin] of boardPins(design)) {
    const path = key.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    if (document.getIn(path) !== pin) document.setIn(path, pin);
  }
  return document.toString({ lineWidth: 0 });
}
