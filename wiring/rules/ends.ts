import { type Pin, pinText } from '../model/design.js';
import { type Found, isJoined, others, type Rule, type Wiring } from './rule.js';

/** All pins that a signal from this one gets to: along wires, through resistors and closed contacts, not past a supply. */
function reach({ copper, design }: Wiring, start: Pin): ReadonlySet<Pin> {
  const seen = new Set<Pin>();
  const queue = [...copper.of(start).pins];
  for (let pin = queue.shift(); pin; pin = queue.shift()) {
    if (seen.has(pin)) continue;
    seen.add(pin);
    if (copper.of(pin).pins.some(({ spec }) => spec.role === 'ground' || spec.role === 'source')) continue;
    const { what, conducts } = pin.part.kind;
    const pairs =
      what === 'resistor' ? [['1', '2'] as const] : ['fuse', 'switch'].includes(what) ? conducts : [];
    for (const [a, b] of pairs ?? []) {
      if (a !== pin.name && b !== pin.name) continue;
      const far = design.pins.get(`${pin.part.name}.${a === pin.name ? b : a}`);
      if (far) queue.push(...copper.of(far).pins);
    }
  }
  return seen;
}

/** A wire that ends at a free pin of a connector goes on outside of the plan. */
const leavesPlan = ({ copper }: Wiring, pin: Pin): boolean =>
  others(copper, pin).length > 0 && others(copper, pin).every(({ spec }) => spec.role === 'free');

const undriven: Rule = {
  name: 'input-without-driver',
  severity: 'error',
  says: 'Every input that is in use hangs on something that gives it a level.',
  source: 'an open CMOS input reads anything',
  find: (wiring) => {
    const { design, copper } = wiring;
    const left = new Set(design.file.open);
    return [...design.pins.values()].flatMap((pin): Found[] => {
      const { role, optional, can, uart } = pin.spec;
      if (role !== 'in' || can || left.has(pin.id)) return [];
      if ((optional && !isJoined(wiring, pin)) || leavesPlan(wiring, pin)) return [];
      const direct = others(copper, pin).some(({ spec }) =>
        ['out', 'io', 'source', 'ground'].includes(spec.role),
      );
      const through = [...reach(wiring, pin)].some(
        (at) => at !== pin && ['out', 'io'].includes(at.spec.role),
      );
      // Two listeners are the business of another rule.
      const crossed = uart !== undefined && others(copper, pin).some(({ spec }) => spec.uart === uart);
      if (direct || through || crossed) return [];
      return [
        {
          where: pin.id,
          message: `nothing drives ${pinText(pin)}${isJoined(wiring, pin) ? '' : ': no wire goes there'}`,
          remedy: 'wire it to an output, or name it under open if it may float',
        },
      ];
    });
  },
};

const unheard: Rule = {
  name: 'output-without-listener',
  severity: 'error',
  says: 'An output that a wire goes to gets to an input.',
  source: 'a wire that ends in the air is a wire that was forgotten',
  find: (wiring) => {
    const left = new Set(wiring.design.file.open);
    return [...wiring.design.pins.values()].flatMap((pin): Found[] => {
      const { role, uart } = pin.spec;
      if (role !== 'out' || left.has(pin.id) || !isJoined(wiring, pin) || leavesPlan(wiring, pin)) return [];
      const heard = [...reach(wiring, pin)].some((at) => at !== pin && ['in', 'io'].includes(at.spec.role));
      // Two senders, or two outputs, are the business of other rules.
      const crossed = others(wiring.copper, pin).some(
        ({ spec }) => spec.role === 'out' || (uart && spec.uart === uart),
      );
      if (heard || crossed) return [];
      return [
        {
          where: pin.id,
          message: `nothing listens to ${pinText(pin)}`,
          remedy: 'wire it to an input, or take its wire away',
        },
      ];
    });
  },
};

const notFed: Rule = {
  name: 'no-feed-or-return',
  severity: 'error',
  says: 'Every load has a way from a source to its plus, and from its minus back to the same source.',
  source: 'a current flows in a circuit or not at all',
  find: ({ design, circuits }) =>
    design.parts.flatMap((part): Found[] => {
      const { load } = part.kind;
      if (!load || circuits.some((circuit) => circuit.load === part)) return [];
      const minus = design.pins.get(`${part.name}.${load.minus}`);
      // A ground that is on its own is the business of another rule.
      if (
        minus?.spec.role === 'ground' &&
        design.wires.every(({ from, to }) => from !== minus && to !== minus)
      )
        return [];
      return [
        {
          where: `${part.name}.${load.plus}`,
          message: `${part.label} is in no circuit: its ${load.plus} gets no supply, or its ${load.minus} has no way back`,
          remedy: 'follow both wires to the source',
        },
      ];
    }),
};

/** Roles whose pins are there to be joined. */
const MUST_JOIN = new Set(['passive', 'out', 'supply', 'io']);

const loose: Rule = {
  name: 'loose-end',
  severity: 'error',
  says: 'Both ends of a part, and the signals of a module, are joined to something or are named as open.',
  source:
    'a part with an end in the air does nothing: a divider without its lower resistor passes all of the voltage',
  find: (wiring) => {
    const left = new Set(wiring.design.file.open);
    return [...wiring.design.pins.values()]
      .filter((pin) => {
        const { kind } = pin.part;
        const isLoadEnd = kind.load?.plus === pin.name || kind.load?.minus === pin.name;
        if (kind.what === 'connector' || kind.what === 'board' || isLoadEnd || pin.spec.optional)
          return false;
        return MUST_JOIN.has(pin.spec.role) && !left.has(pin.id) && !isJoined(wiring, pin);
      })
      .map((pin) => ({
        where: pin.id,
        message: `no wire goes to ${pinText(pin)}`,
        remedy: 'wire it, or name it under open',
      }));
  },
};

const noBoardPin: Rule = {
  name: 'no-board-pin',
  severity: 'error',
  says: 'Every end that the pin map tells is on one pin of the board.',
  source: 'the board script would drive or read another pin than the one that is soldered',
  find: ({ design, copper }) =>
    Object.entries(design.file.pins ?? {}).flatMap(([key, id]): Found[] => {
      const end = design.pins.get(id);
      const on = end ? copper.of(end).pins.filter(({ part }) => part.kind.what === 'board') : [];
      // An input without any driver is told by its own rule.
      if (on.length === 1 || !end || (end.spec.role === 'in' && on.length === 0)) return [];
      return [
        {
          where: id,
          message: `${pinText(end)} is on ${on.length === 0 ? 'no pin' : `${on.length} pins`} of the board, the pin map wants one for ${key}`,
          remedy: 'wire it to the pin of the board that shall serve it',
        },
      ];
    }),
};

export const END_RULES: readonly Rule[] = [undriven, unheard, notFed, loose, noBoardPin];
