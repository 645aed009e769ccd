import { type Part, type Pin, pinText } from '../../model/index.js';
import { type Found, type Rule, volts, type Wiring } from '../rule.js';

/** Tolerance of E24 resistors, % (IEC 60063). */
const E24_PERCENT = 5;

const pinsOf = ({ design }: Wiring, part: Part): readonly Pin[] =>
  [...design.pins.values()].filter((pin) => pin.part === part);

/** The resistors on a pin's net, with the pin at the other end of each. */
function resistorsAt(wiring: Wiring, pin: Pin): { readonly part: Part; readonly far: Pin }[] {
  const { copper, design } = wiring;
  return copper
    .of(pin)
    .pins.filter(({ part }) => part.kind.what === 'resistor')
    .flatMap((near) => {
      const far = [...design.pins.values()].find((one) => one.part === near.part && one !== near);
      return far ? [{ part: near.part, far }] : [];
    });
}

const isGround = ({ copper }: Wiring, pin: Pin): boolean =>
  copper.of(pin).pins.some(({ spec }) => spec.role === 'ground');

/** Lowest and highest voltage of a net that an output or the plus pin of a source drives, V. */
function drivenBy({ copper, design }: Wiring, pin: Pin): readonly [number, number] | undefined {
  const seen = new Set<Pin>();
  const queue = [...copper.of(pin).pins];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.spec.drives) return at.spec.drives;
    const { source, conducts, what } = at.part.kind;
    if (source && source.plus === at.name) return source.volts;
    if (what !== 'fuse') continue;
    for (const pair of conducts ?? []) {
      for (const name of pair) {
        const far = design.pins.get(`${at.part.name}.${name}`);
        if (far) queue.push(...copper.of(far).pins);
      }
    }
  }
  return undefined;
}

/** Minimum high level that the output at a pin guarantees, V. */
const guaranteed = ({ copper }: Wiring, pin: Pin, nominal: number): number =>
  copper.of(pin).pins.find(({ spec }) => spec.highAtLeast !== undefined)?.spec.highAtLeast ?? nominal;

const divider: Rule = {
  name: 'divider',
  severity: 'error',
  requirement:
    'A divider keeps its input within its limits, with every resistor at the worst end of its tolerance.',
  source: 'IEC 60063: E24 is 5 %; what an output guarantees as high, by its sheet',
  find: (wiring) =>
    [...wiring.design.pins.values()].flatMap((input): Found[] => {
      const { takes, highFrom } = input.spec;
      if (!takes || !['in', 'io'].includes(input.spec.role)) return [];
      const resistors = resistorsAt(wiring, input);
      const lower = resistors.find(({ far }) => isGround(wiring, far));
      const upper = resistors.find(({ far }) => !isGround(wiring, far) && drivenBy(wiring, far));
      const from = upper && drivenBy(wiring, upper.far);
      if (!upper || !from) return [];
      if (!lower) {
        if (from[1] <= takes[1]) return [];
        return [
          {
            where: input.id,
            message: `${upper.part.label} alone lets ${volts(from[1])} through to ${pinText(input)}, which stands ${volts(takes[1])}`,
            remedy: 'a second resistor from the input to ground',
          },
        ];
      }
      const [top, bottom] = [upper.part.kind.ohms ?? 0, lower.part.kind.ohms ?? 0];
      const off = ({ part: { kind } }: typeof upper): number => (kind.percent ?? E24_PERCENT) / 100;
      const [up, down] = [off(upper), off(lower)];
      const share = (a: number, b: number): number => b / (a + b);
      const most = from[1] * share(top * (1 - up), bottom * (1 + down));
      const least = guaranteed(wiring, upper.far, from[1]) * share(top * (1 + up), bottom * (1 - down));
      const which = `${upper.part.label} and ${lower.part.label}`;
      if (most > takes[1]) {
        return [
          {
            where: input.id,
            message: `${which} let up to ${volts(most)} through to ${pinText(input)}, which stands ${volts(takes[1])}`,
            remedy: `a larger ${upper.part.label}, or a smaller ${lower.part.label}`,
          },
        ];
      }
      if (highFrom === undefined || least >= highFrom) return [];
      return [
        {
          where: input.id,
          message: `${which} leave ${volts(least)} at worst, and ${pinText(input)} reads high from ${volts(highFrom)} on`,
          remedy: `a smaller ${upper.part.label}, or a larger ${lower.part.label}`,
        },
      ];
    }),
};

const isDriver = ({ kind }: Part): boolean => kind.isDriver === true;

/** Drivers in the circuit of a load. */
const driversOf = (wiring: Wiring, load: Part): readonly Part[] =>
  wiring.circuits
    .filter((circuit) => circuit.load === load)
    .flatMap(({ supplyPath, returnPath }) => [...supplyPath, ...returnPath])
    .flatMap((leg) => ('through' in leg && isDriver(leg.through) ? [leg.through] : []));

const noFlyback: Rule = {
  name: 'no-flyback-diode',
  severity: 'error',
  requirement:
    'A coil has a diode across it, ring to the plus side, whatever switches it; so has a motor behind a transistor.',
  source:
    'an inductance keeps its current: a transistor breaks down when it opens, at a contact a 12 V relay kicks 1 to 1.5 kV (TE, note on relay coils)',
  find: (wiring) =>
    wiring.design.parts.flatMap((part): Found[] => {
      const { load } = part.kind;
      const solid = driversOf(wiring, part).some(({ kind }) => kind.what === 'transistor');
      const isCoil = part.kind.what === 'relay' || part.kind.what === 'valve';
      if (!load?.inductive || !(solid || isCoil)) return [];
      const plus = wiring.design.pins.get(`${part.name}.${load.plus}`);
      const minus = wiring.design.pins.get(`${part.name}.${load.minus}`);
      const at = (pin: Pin | undefined, diode: Part, end: string): boolean => {
        const own = wiring.design.pins.get(`${diode.name}.${end}`);
        return pin !== undefined && own !== undefined && wiring.copper.same(pin, own);
      };
      const diodes = wiring.design.parts.filter(({ kind }) => kind.what === 'diode');
      if (diodes.some((diode) => at(plus, diode, 'K') && at(minus, diode, 'A'))) return [];
      return [
        {
          where: `${part.name}.${load.plus}`,
          message: `${part.label} is switched by a ${solid ? 'transistor' : 'contact'} and has no diode across it`,
          remedy: 'a 1N4007 across it, its ring to the plus side',
        },
      ];
    }),
};

const noPullDown: Rule = {
  name: 'gate-without-pull-down',
  severity: 'error',
  requirement:
    'The gate of every transistor has a resistor to ground: while the board starts its pins float.',
  source: 'ATmega328P data sheet 14.2.7: pins float after a reset; the bootloader takes seconds',
  find: (wiring) =>
    wiring.design.parts
      .filter(({ kind }) => kind.what === 'transistor')
      .flatMap((part): Found[] => {
        const gate = pinsOf(wiring, part).find(({ name }) => name === 'G');
        if (!gate || resistorsAt(wiring, gate).some(({ far }) => isGround(wiring, far))) return [];
        return [
          {
            where: gate.id,
            message: `${part.label} has no pull-down at its gate`,
            remedy: '10 kΩ from the gate to ground',
          },
        ];
      }),
};

const activeLow: Rule = {
  name: 'on-at-boot',
  severity: 'error',
  requirement: 'No driver is on while its input is low or floats.',
  source: 'StandardFirmata drives pins LOW when it starts; the pins float before',
  find: (wiring) =>
    wiring.design.parts
      .filter(({ kind }) => kind.activeLow)
      .map((part) => ({
        where: part.name,
        message: `${part.label} is on while its input is low: the load runs whenever the board starts`,
        remedy: 'take an active-high driver',
      })),
};

const ratiometric: Rule = {
  name: 'not-ratiometric',
  severity: 'error',
  requirement:
    'A sensor whose output is a share of its supply is fed from the reference of the converter that reads it.',
  source: '0.5 to 4.5 V transducers are 10 to 90 % of their supply',
  find: (wiring) =>
    wiring.design.parts
      .filter(({ kind }) => kind.ratiometric)
      .flatMap((sensor): Found[] => {
        const pins = pinsOf(wiring, sensor);
        const supply = pins.find(({ spec }) => spec.role === 'supply');
        const out = pins.find(({ spec }) => spec.role === 'out');
        const board = out && wiring.copper.of(out).pins.find(({ part }) => part.kind.reference)?.part;
        const reference = board && wiring.design.pins.get(`${board.name}.${board.kind.reference}`);
        if (!supply || !reference || wiring.copper.same(supply, reference)) return [];
        return [
          {
            where: supply.id,
            message: `${sensor.label} gives a share of its supply, and ${board?.label} measures against its own ${reference.name}`,
            remedy: `feed it from ${pinText(reference)}`,
          },
        ];
      }),
};

/** Rules on dividers, and on transistors that drive loads. */
export const DRIVER_RULES: readonly Rule[] = [divider, noFlyback, noPullDown, activeLow, ratiometric];
