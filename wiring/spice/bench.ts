import { type Design, type Nets, netsOf, type Part, type Pin } from '../model/index.js';
import type { Situation } from './claim.js';
import { NAMES } from './names.js';

/** A design on the bench: what its claims ask of it. */
export interface Bench {
  readonly design: Design;
  readonly nets: Nets;
  pin(id: string): Pin;
  /** Parts of a class. */
  parts(...what: readonly string[]): readonly Part[];
  isWired(pin: Pin): boolean;
  /** The other pins on its net. */
  others(pin: Pin): readonly Pin[];
  /** Resistors, diodes and so on with a leg on its net. */
  neighbors(pin: Pin, what: string): readonly Part[];
  /** Of the resistors on its net the one that leads to ground. */
  pullDowns(pin: Pin): readonly Part[];
  /** Pins of boards that drive gates, all at this level. */
  gatesAt(volts: number): Readonly<Record<string, number>>;
}

/** The electrical bench of a design: what SPICE connects to it, and where it looks. */
export function benchOf(design: Design): Bench {
  const nets = netsOf(design, design.wires);
  const pin = (id: string): Pin => {
    const found = design.pins.get(id);
    if (!found) throw new Error(`${design.name} has no pin ${id}`);
    return found;
  };
  const parts = (...what: readonly string[]): readonly Part[] =>
    design.parts.filter(({ kind }) => what.includes(kind.what));
  const others = (one: Pin): readonly Pin[] => nets.of(one).pins.filter((other) => other !== one);
  const neighbors = (one: Pin, what: string): readonly Part[] => [
    ...new Set(others(one).flatMap(({ part }) => (part.kind.what === what ? [part] : []))),
  ];
  const isGround = (one: Pin): boolean => nets.of(one).pins.some(({ spec }) => spec.role === 'ground');
  return {
    design,
    nets,
    pin,
    parts,
    isWired: (one) => others(one).length > 0,
    others,
    neighbors,
    pullDowns: (one) =>
      neighbors(one, 'resistor').filter(({ name }) =>
        ['1', '2'].some((leg) => isGround(pin(`${name}.${leg}`))),
      ),
    gatesAt: (volts) =>
      Object.fromEntries(
        parts('transistor').flatMap(({ name }) => {
          const gate = pin(`${name}.G`);
          return others(gate).flatMap((one) => (one.part.kind.what === 'board' ? [[one.id, volts]] : []));
        }),
      ),
  };
}

/** Voltage between two pins, as SPICE writes it. */
export const between = (plus: string, minus: string): string =>
  `v(${NAMES.node(plus)})-v(${NAMES.node(minus)})`;

/** The ground of a part, by its pin. */
export function groundOf({ name, kind }: Part): string | undefined {
  const pin = Object.keys(kind.pins).find((one) => kind.pins[one]?.role === 'ground');
  return pin === undefined ? undefined : `${name}.${pin}`;
}

/** Every combination of these resistors at the ends of their tolerance, with its name. */
export function cornersOf(
  resistors: readonly Part[],
): readonly { readonly name: string; readonly corners: NonNullable<Situation['corners']> }[] {
  return Array.from({ length: 2 ** resistors.length }, (_, bits) => {
    const signs = resistors.map(({ name }, bit) => [name, bits & (1 << bit) ? 1 : -1] as const);
    return {
      name: resistors
        .map(({ label }, bit) => `${label} ${signs[bit]?.[1] === 1 ? 'high' : 'low'}`)
        .join(', '),
      corners: Object.fromEntries(signs),
    };
  });
}

/** Parts of a place's name that are there, for people. */
export const placed = (...words: readonly (string | undefined)[]): string =>
  words.filter((one) => one !== undefined && one !== '').join(', ');
