import type { Pin } from '../../model/index.js';
import type { Wiring } from '../rule.js';

/** Pins that this pin's signal reaches: through wires, resistors, diodes and closed contacts, not beyond a supply. */
export function reachableFrom({ copper, design }: Wiring, start: Pin): ReadonlySet<Pin> {
  const seen = new Set<Pin>();
  const queue = [...copper.of(start).pins];
  for (let pin = queue.shift(); pin; pin = queue.shift()) {
    if (seen.has(pin)) continue;
    seen.add(pin);
    if (copper.of(pin).pins.some(({ spec }) => spec.role === 'ground' || spec.role === 'source')) continue;
    const { what, conducts } = pin.part.kind;
    const pairs =
      what === 'resistor'
        ? [['1', '2'] as const]
        : what === 'diode'
          ? [['A', 'K'] as const]
          : ['fuse', 'switch'].includes(what)
            ? conducts
            : [];
    for (const [a, b] of pairs ?? []) {
      if (a !== pin.name && b !== pin.name) continue;
      const far = design.pins.get(`${pin.part.name}.${a === pin.name ? b : a}`);
      if (far) queue.push(...copper.of(far).pins);
    }
  }
  return seen;
}
