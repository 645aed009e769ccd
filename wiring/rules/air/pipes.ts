import { type Pin, pinText } from '../../model/index.js';
import type { Found, Rule, Wiring } from '../rule.js';
import { portsFrom } from './air-reach.js';

const portsOf = ({ design }: Wiring): readonly Pin[] =>
  [...design.pins.values()].filter(({ spec }) => spec.role === 'air');

const pipesAt = ({ design }: Wiring, port: Pin): number =>
  design.pipes.filter(({ from, to }) => from === port || to === port).length;

const portShared: Rule = {
  name: 'port-shared',
  severity: 'error',
  requirement: 'A port takes one pipe or fitting.',
  source: 'it has one thread: what a second pipe needs is a tee, and that is a part to buy',
  find: (wiring) =>
    portsOf(wiring).flatMap((port): Found[] => {
      const pipes = pipesAt(wiring, port);
      if (pipes < 2) return [];
      return [
        {
          where: port.id,
          message: `${pipes} pipes go to ${pinText(port)}, which is one port`,
          remedy: 'a tee, a cross, or a manifold with more ports',
        },
      ];
    }),
};

const openPort: Rule = {
  name: 'open-port',
  severity: 'error',
  requirement: 'Every port has a pipe, a silencer, a filter or a plug.',
  source: 'an open port blows the air out or takes dirt in',
  find: (wiring) =>
    portsOf(wiring)
      .filter((port) => pipesAt(wiring, port) === 0 && !wiring.design.file.open.includes(port.id))
      .map((port) => ({
        where: port.id,
        message: `nothing is at ${pinText(port)}`,
        remedy: 'a pipe, or a port plug; a silencer where air shall come out',
      })),
};

/** Whether air from a tire reaches this port through fittings and hoses alone. */
const isAtTire = (wiring: Wiring, start: Pin): boolean =>
  [...portsFrom(wiring, start)].some(({ part }) => part.kind.what === 'hose');

const noCheckValve: Rule = {
  name: 'no-check-valve',
  severity: 'error',
  requirement: 'A valve that seals one way has a check valve before it, where the tire is behind it.',
  source:
    'springsv, wofervalve: direct 2/2 valves seal one way; an empty line lets the tire push the seat open and bleed through it',
  find: (wiring) =>
    wiring.design.parts.flatMap((part): Found[] => {
      const [input, output] = ['IN', 'OUT'].map((port) => wiring.design.pins.get(`${part.name}.${port}`));
      if (!part.kind.sealsOneWay || !input || !output || !isAtTire(wiring, output)) return [];
      const before = wiring.air.of(input).pins;
      if (before.some(({ part: near, name }) => near.kind.what === 'check' && name === 'OUT')) return [];
      return [
        {
          where: input.id,
          message: `${part.label} seals from IN to OUT only: with an empty line the tire bleeds through it`,
          remedy: 'a check valve at its IN, the arrow toward the valve',
        },
      ];
    }),
};

/** Lines of plastic, by their names. */
const PLASTIC = /air brake|\bDOT\b|J844|nylon|polyurethane|plastic|\bP[AEU]\b/i;

const hotLine: Rule = {
  name: 'hot-line',
  severity: 'error',
  requirement: 'The line at the outlet of a pump is a metal one or a braided leader hose.',
  source:
    'SAE J844: 93 °C (200 °F) at most; air leaves a pump hotter, and makers deliver a leader hose for it',
  find: ({ design }) =>
    design.pipes.flatMap(({ from, to, spec }): Found[] => {
      const outlet = [from, to].find(({ part, name }) => part.kind.what === 'pump' && name === 'OUT');
      if (!outlet || !PLASTIC.test(spec.size ?? '')) return [];
      return [
        {
          where: outlet.id,
          message: `${spec.size} is at ${pinText(outlet)}, where the air is hotter than its 93 °C`,
          remedy: 'a braided leader hose first, the plastic line behind it',
        },
      ];
    }),
};

const THREAD = /\d+\/\d+ NPT/g;

const threadMismatch: Rule = {
  name: 'thread-mismatch',
  severity: 'error',
  requirement: 'A fitting that a joint names by its thread fits the ports at its ends.',
  source: 'NPT threads of different sizes do not go together; onair wiring bom lists the bushings',
  find: ({ design }) =>
    design.pipes.flatMap(({ from, to, spec }): Found[] => {
      const ports = [from, to].flatMap((port) => port.spec.thread?.match(THREAD) ?? []);
      const named = spec.size?.match(THREAD) ?? [];
      const strange = ports.length === 2 ? named.find((size) => !ports.includes(size)) : undefined;
      if (strange === undefined) return [];
      return [
        {
          where: from.id,
          message: `${spec.size}: ${pinText(from)} has ${from.spec.thread}, ${pinText(to)} has ${to.spec.thread}`,
          remedy: 'a fitting with the threads of both ports',
        },
      ];
    }),
};

/** Rules on ports, threads and pipes. */
export const PIPE_RULES: readonly Rule[] = [portShared, openPort, noCheckValve, hotLine, threadMismatch];
