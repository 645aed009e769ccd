import {
  type Design,
  type Joint,
  type Mistake,
  netsOf,
  type Part,
  type Pin,
  type Probe,
} from '../../model/index.js';
import { type Element, solve } from './network.js';

/** Current of a meter's ohm and diode ranges, A. */
const METER_AMPS = 0.001;
/** A meter shows OL above this, Ω. */
const OPEN_OHMS = 1e7;
/** A meter shows OL in its diode range above this, V: the limit of its own battery. */
const DIODE_RANGE_VOLTS = 3;
/** Forward drop of a silicon diode at the meter's current, V. */
const DIODE_VOLTS = 0.6;
/** A conducting diode in the circuit of a load, Ω. */
const LOADED_DIODE_OHMS = 0.5;
/** A closed contact, fuse or joint, Ω. */
const CONTACT_OHMS = 0.05;
/** Internal resistance of an output or a source, Ω. */
const OUTPUT_OHMS = 50;
/** Rated voltage of coils, V. */
const COIL_VOLTS = 12;
/** A design with a builder's mistake. */
export function withMistake(design: Design, mistake: Mistake): Design {
  if ('bridge' in mistake) {
    const [from, to] = mistake.bridge.map((id) => design.pins.get(id));
    if (!from || !to) return design;
    const spec = { from: from.id, to: to.id };
    return { ...design, wires: [...design.wires, { from, to, spec, path: ['wires'] }] };
  }
  if ('cut' in mistake) {
    const isAt = ({ from, to }: Joint): boolean => from.id === mistake.cut || to.id === mistake.cut;
    return { ...design, wires: design.wires.filter((wire) => !isAt(wire)) };
  }
  if ('exchange' in mistake) {
    const [a, b] = mistake.exchange.map((name) => design.parts.find((part) => part.name === name));
    if (!a || !b) return design;
    const placed = (part: Part): Part =>
      part === a ? { ...a, kind: b.kind } : part === b ? { ...b, kind: a.kind } : part;
    return { ...design, parts: design.parts.map(placed) };
  }
  const [one, other] = mistake.swap;
  const swapped = (pin: Pin): Pin =>
    design.pins.get(pin.id === one ? other : pin.id === other ? one : pin.id) ?? pin;
  return {
    ...design,
    wires: design.wires.map((wire) => ({ ...wire, from: swapped(wire.from), to: swapped(wire.to) })),
  };
}

/** The display of a meter: Ω, V of its diode range, or V; `Infinity` is its OL. */
export function readingOf(design: Design, probe: Probe, measure: string): number {
  const isPowered = measure === 'volts';
  const gone = new Set(probe.without);
  const nets = netsOf(design, design.wires);
  const index = new Map(nets.all.map((net, at) => [net, at]));
  const node = (part: string, pin: string): number | undefined => {
    const found = design.pins.get(`${part}.${pin}`);
    return found && index.get(nets.of(found));
  };
  const elements = design.parts
    .filter(({ name }) => !gone.has(name))
    .flatMap((part) => elementsOf(part, probe, isPowered, (pin) => node(part.name, pin)));
  const [plus, minus] = probe.ends.map((id) => index.get(nets.of(design.pins.get(id) as Pin)));
  if (plus === undefined || minus === undefined) return Number.NaN;
  const injected = isPowered ? 0 : METER_AMPS;
  const volts = solve(elements, plus, minus, injected);
  if (isPowered) return volts;
  const ohms = volts / METER_AMPS;
  if (ohms > OPEN_OHMS) return Number.POSITIVE_INFINITY;
  if (!measure.startsWith('diode')) return ohms;
  return volts > DIODE_RANGE_VOLTS ? Number.POSITIVE_INFINITY : volts;
}

type NodeOf = (pin: string) => number | undefined;

function elementsOf(
  part: Part,
  { on, off, high }: Probe,
  isPowered: boolean,
  node: NodeOf,
): readonly Element[] {
  const { kind, name } = part;
  const between = (
    from: string,
    to: string,
    ohms: number,
    more: Partial<Element> = {},
  ): readonly Element[] => {
    const [a, b] = [node(from), node(to)];
    return a === undefined || b === undefined ? [] : [{ a, b, ohms, ...more }];
  };
  const rests = ['relay', 'transistor', 'button'].includes(kind.what);
  const isClosed = rests ? on.includes(name) : !off.includes(name);
  const { load, source } = kind;
  const diodeOhms = isPowered ? LOADED_DIODE_OHMS : DIODE_VOLTS / METER_AMPS;
  return [
    ...(kind.what === 'resistor' ? between('1', '2', kind.ohms ?? 0) : []),
    // A MOSFET has an internal diode from source to drain.
    ...(kind.what === 'transistor' ? between('S', 'D', diodeOhms, { isDiode: true }) : []),
    ...(kind.what === 'diode' ? between('A', 'K', diodeOhms, { isDiode: true }) : []),
    ...(isClosed ? (kind.conducts ?? []).flatMap(([a, b]) => between(a, b, CONTACT_OHMS)) : []),
    ...(load?.inductive ? between(load.plus, load.minus, COIL_VOLTS / load.amps) : []),
    ...(isPowered && source
      ? between(source.plus, source.minus, CONTACT_OHMS, { volts: (source.volts[0] + source.volts[1]) / 2 })
      : []),
    ...(isPowered ? outputsOf(part, high, between) : []),
  ];
}

/** Outputs against the ground of their part while nothing is sent and nothing is pressed. */
function outputsOf(
  { kind, name }: Part,
  idle: readonly string[],
  between: (from: string, to: string, ohms: number, more: Partial<Element>) => readonly Element[],
): readonly Element[] {
  const ground = Object.keys(kind.pins).find((pin) => kind.pins[pin]?.role === 'ground');
  if (ground === undefined) return [];
  return Object.entries(kind.pins).flatMap(([pin, { role, drives }]) => {
    if ((role !== 'out' && !idle.includes(`${name}.${pin}`)) || !drives) return [];
    const [low, high] = drives;
    // A serial line idles high, on RS-232 that is the negative voltage; a transducer gives a tenth without pressure.
    const volts = kind.ratiometric ? high / 10 : low < 0 ? low : high;
    return between(pin, ground, OUTPUT_OHMS, { volts });
  });
}
