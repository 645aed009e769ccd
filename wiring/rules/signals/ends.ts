import { type Pin, pinText } from '../../model/index.js';
import { type Found, isConnected, otherPins, type Rule, type Wiring } from '../rule.js';
import { reachableFrom } from './reach.js';

/** A wire that ends at a free pin of a connector continues outside the design. */
const leavesDesign = ({ copper }: Wiring, pin: Pin): boolean =>
  otherPins(copper, pin).length > 0 && otherPins(copper, pin).every(({ spec }) => spec.role === 'free');

const undriven: Rule = {
  name: 'input-without-driver',
  severity: 'error',
  requirement: 'Every input that is used has a driver.',
  source: 'an open CMOS input reads anything',
  find: (wiring) => {
    const { design, copper } = wiring;
    const open = new Set(design.file.open);
    return [...design.pins.values()].flatMap((pin): Found[] => {
      const { role, optional, can, uart } = pin.spec;
      if (role !== 'in' || can || open.has(pin.id)) return [];
      if ((optional && !isConnected(wiring, pin)) || leavesDesign(wiring, pin)) return [];
      const direct = otherPins(copper, pin).some(({ spec }) =>
        ['out', 'io', 'source', 'ground'].includes(spec.role),
      );
      const through = [...reachableFrom(wiring, pin)].some(
        (at) => at !== pin && ['out', 'io'].includes(at.spec.role),
      );
      // Two receivers on one wire are found by the rule crossing.
      const crossed = uart !== undefined && otherPins(copper, pin).some(({ spec }) => spec.uart === uart);
      if (direct || through || crossed) return [];
      return [
        {
          where: pin.id,
          message: `nothing drives ${pinText(pin)}${isConnected(wiring, pin) ? '' : ': no wire goes there'}`,
          remedy: 'wire it to an output, or name it under open if it may float',
        },
      ];
    });
  },
};

const unusedOutput: Rule = {
  name: 'output-without-listener',
  severity: 'error',
  requirement: 'An output with a wire reaches an input.',
  source: 'a wire that ends nowhere is probably an unfinished one',
  find: (wiring) => {
    const open = new Set(wiring.design.file.open);
    return [...wiring.design.pins.values()].flatMap((pin): Found[] => {
      const { role, uart } = pin.spec;
      if (role !== 'out' || open.has(pin.id) || !isConnected(wiring, pin) || leavesDesign(wiring, pin))
        return [];
      const isRead = [...reachableFrom(wiring, pin)].some(
        (at) => at !== pin && ['in', 'io'].includes(at.spec.role),
      );
      // Two transmitters and two outputs are found by the rules crossing and two-outputs.
      const crossed = otherPins(wiring.copper, pin).some(
        ({ spec }) => spec.role === 'out' || (uart && spec.uart === uart),
      );
      if (isRead || crossed) return [];
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
  requirement:
    'Every load has a path from a source to its plus pin, and from its minus pin back to the same source.',
  source: 'a current flows in a circuit or not at all',
  find: ({ design, circuits }) =>
    design.parts.flatMap((part): Found[] => {
      const { load } = part.kind;
      if (!load || circuits.some((circuit) => circuit.load === part)) return [];
      const minus = design.pins.get(`${part.name}.${load.minus}`);
      // A ground without any wire is found by no-ground.
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

/** Roles of pins that must be connected unless the design names them as open. */
const MUST_CONNECT = new Set(['passive', 'out', 'supply', 'io']);

const unconnected: Rule = {
  name: 'loose-end',
  severity: 'error',
  requirement: 'Both ends of a part, and the signals of a module, are connected or named as open.',
  source:
    'a part with an open end has no effect: a divider without its lower resistor passes the whole voltage',
  find: (wiring) => {
    const open = new Set(wiring.design.file.open);
    return [...wiring.design.pins.values()]
      .filter((pin) => {
        const { kind } = pin.part;
        const isLoadEnd = kind.load?.plus === pin.name || kind.load?.minus === pin.name;
        if (kind.what === 'connector' || kind.what === 'board' || isLoadEnd || pin.spec.optional)
          return false;
        return MUST_CONNECT.has(pin.spec.role) && !open.has(pin.id) && !isConnected(wiring, pin);
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
  requirement: 'Every end that the pin map names is on exactly one pin of the board.',
  source: 'the board script would drive or read another pin than the one that is soldered',
  find: ({ design, copper }) =>
    Object.entries(design.file.pins ?? {}).flatMap(([key, id]): Found[] => {
      const end = design.pins.get(id);
      const on = end ? copper.of(end).pins.filter(({ part }) => part.kind.what === 'board') : [];
      // An input without any driver is found by input-without-driver.
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

/** Rules on ends that nothing drives or feeds. */
export const END_RULES: readonly Rule[] = [undriven, unusedOutput, notFed, unconnected, noBoardPin];
