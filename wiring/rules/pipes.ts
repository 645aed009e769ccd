import { type Pin, pinText } from '../model/index.js';
import type { Found, Rule, Wiring } from './rule.js';

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
function isAtTire({ air, design }: Wiring, start: Pin): boolean {
  const seen = new Set<Pin>();
  const queue = [start];
  for (let port = queue.shift(); port; port = queue.shift()) {
    for (const near of air.of(port).pins) {
      if (seen.has(near)) continue;
      seen.add(near);
      if (near.part.kind.what === 'hose') return true;
      if (near.part.kind.what !== 'fitting') continue;
      queue.push(...[...design.pins.values()].filter(({ part }) => part === near.part));
    }
  }
  return false;
}

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

export const PIPE_RULES: readonly Rule[] = [portShared, openPort, noCheckValve];
