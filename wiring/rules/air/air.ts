import type { Part } from '../../model/index.js';
import { type Found, type Rule, type Wiring, wireText } from '../rule.js';
import { lineOf } from './air-order.js';

/** Groups of parts that pipes connect: an open valve passes the pressure of the line. */
function pipeGroups({ design }: Wiring): readonly (readonly Part[])[] {
  const group = new Map<Part, Set<Part>>();
  for (const part of design.parts) {
    if (Object.values(part.kind.pins).some(({ role }) => role === 'air')) group.set(part, new Set([part]));
  }
  for (const { from, to } of design.pipes) {
    const [a, b] = [group.get(from.part), group.get(to.part)];
    if (!a || !b || a === b) continue;
    for (const part of b) {
      a.add(part);
      group.set(part, a);
    }
  }
  return [...new Set(group.values())].map((parts) => [...parts]);
}

const relief = (parts: readonly Part[]): number | undefined =>
  parts.find(({ kind }) => kind.what === 'relief')?.kind.opensPsi;

const switchPsi = (parts: readonly Part[]): number | undefined =>
  parts.find(({ kind }) => kind.what === 'switch' && kind.opensPsi)?.kind.opensPsi;

const noRelief: Rule = {
  name: 'no-relief-valve',
  severity: 'error',
  requirement:
    'The line of a pump has a relief valve, nothing that shuts before it, set above the pressure switch.',
  source: 'a switch that sticks closed lets the pump run on; the relief valve is the last barrier',
  find: (wiring) =>
    pipeGroups(wiring).flatMap((parts): Found[] => {
      const pump = parts.find(({ kind }) => kind.what === 'pump');
      if (!pump) return [];
      const opens = relief([...lineOf(wiring, pump)]);
      const cutsOff = switchPsi(parts);
      if (opens === undefined) {
        return [
          {
            where: pump.name,
            message: `nothing lets the air out when ${pump.label} does not stop${relief(parts) === undefined ? '' : ': a valve can shut off the relief valve'}`,
            remedy:
              'a relief valve in the line of the pump, above the switch and below what every part stands',
          },
        ];
      }
      if (cutsOff === undefined || opens > cutsOff) return [];
      return [
        {
          where: pump.name,
          message: `the relief valve opens at ${opens} psi, the switch stops the pump at ${cutsOff} psi`,
          remedy: 'a relief valve that is set above the switch',
        },
      ];
    }),
};

const pressureRating: Rule = {
  name: 'pressure-rating',
  severity: 'error',
  requirement:
    'Every part and pipe withstands the pressure at which the relief valve opens; without one, the switch.',
  source: 'the ratings of the makers, as listed with their parts',
  find: (wiring) =>
    pipeGroups(wiring).flatMap((parts): readonly Found[] => {
      const most = relief(parts) ?? switchPsi(parts);
      if (most === undefined) return [];
      const weak = parts.filter(({ kind }) => (kind.rating?.psi ?? most) < most);
      const pipes = wiring.design.pipes.filter(
        ({ from, spec }) => parts.includes(from.part) && (spec.psi ?? most) < most,
      );
      const remedy = `one that stands ${most} psi, or a relief valve that opens below`;
      return [
        ...weak.map((part) => ({
          where: part.name,
          message: `${part.label} stands ${part.kind.rating?.psi} psi, and up to ${most} psi come`,
          remedy,
        })),
        ...pipes.map((pipe) => ({
          where: wireText(pipe),
          message: `the pipe stands ${pipe.spec.psi} psi, and up to ${most} psi come`,
          remedy,
        })),
      ];
    }),
};

/** Rules on pressures. */
export const AIR_RULES: readonly Rule[] = [noRelief, pressureRating];
