import type { Circuit, Joint, Leg, Part, Wire } from '../../model/index.js';
import { type Found, isFuse, partsOf, type Rule, type Wiring, wireText } from '../rule.js';
import { ampacity, gaugeFor, resistance } from './awg.js';

/**
 * Maximum voltage drop from the source to the load and back, as a share of the source's voltage. ABYC E-11: 3 % for
 * critical circuits, 10 % for the rest.
 */
const MAX_DROP = 0.1;

const amps = (value: number): string => `${Number(value.toFixed(2))} A`;

const wires = (legs: readonly Leg[]): readonly Joint<Wire>[] =>
  legs.flatMap((leg) => ('wire' in leg ? [leg.wire] : []));

const sumOf = (circuits: readonly Circuit[]): number =>
  circuits.reduce((sum, circuit) => sum + circuit.amps, 0);

/** Sum of the currents through a part, A. */
function through({ circuits }: Wiring, part: Part): number {
  return sumOf(circuits.filter((circuit) => partsOf(circuit).includes(part)));
}

const sourceLimit: Rule = {
  name: 'supply-overloaded',
  severity: 'error',
  requirement: 'A source feeds no more than it can.',
  source: 'the data sheet of the source, as listed with its part',
  find: ({ design, circuits }) =>
    design.parts.flatMap((part): Found[] => {
      const { source } = part.kind;
      const fed = circuits.filter((circuit) => circuit.source === part);
      const sum = sumOf(fed);
      if (!source || sum <= source.amps) return [];
      return [
        {
          where: `${part.name}.${source.plus}`,
          message: `${part.label} gives ${amps(source.amps)} at most; ${fed.map(({ load }) => load.label).join(', ')} take ${amps(sum)}`,
          remedy: 'feed the largest of them from elsewhere',
        },
      ];
    }),
};

const wireThin: Rule = {
  name: 'wire-too-thin',
  severity: 'error',
  requirement: 'A wire carries its current without getting hot.',
  source: 'Handbook of Electronic Tables and Formulas for American Wire Gauge, chassis wiring',
  find: ({ amps: flow }) =>
    [...flow].flatMap(([wire, current]): Found[] => {
      const { awg, cm } = wire.spec;
      if (awg === undefined || current <= ampacity(awg)) return [];
      const wattsPerMeter = resistance(awg, 100) * current ** 2;
      const lost = cm === undefined ? '' : ` and loses ${(resistance(awg, cm) * current).toFixed(2)} V`;
      return [
        {
          where: wireText(wire),
          message: `${awg} AWG carries ${amps(ampacity(awg))} in free air, and ${amps(current)} flow: it heats by ${wattsPerMeter.toFixed(1)} W a meter${lost}`,
          remedy: `take ${gaugeFor(current)} AWG or thicker`,
        },
      ];
    }),
};

const voltageDrop: Rule = {
  name: 'voltage-drop',
  severity: 'warning',
  requirement: 'Wires lose at most a tenth of the voltage on the way to a load and back.',
  source: 'ABYC E-11, non-critical circuits; copper by ASTM B258',
  find: ({ circuits, amps: flow }) =>
    circuits.flatMap((circuit): Found[] => {
      const drops = wires([...circuit.supplyPath, ...circuit.returnPath]).map((wire) => {
        const { awg, cm } = wire.spec;
        return { wire, volts: awg && cm ? resistance(awg, cm) * (flow.get(wire) ?? 0) : 0 };
      });
      const sum = drops.reduce((total, { volts }) => total + volts, 0);
      const [supply = 12] = circuit.source.kind.source?.volts ?? [];
      if (sum <= MAX_DROP * supply) return [];
      const worst = drops.sort((a, b) => b.volts - a.volts)[0];
      return [
        {
          where: worst ? wireText(worst.wire) : circuit.load.name,
          message: `${sum.toFixed(2)} V of ${supply} V are lost on the way to ${circuit.load.label} and back (${amps(circuit.amps)})`,
          remedy: `a thicker or shorter wire; most is lost here: ${worst?.volts.toFixed(2)} V`,
        },
      ];
    }),
};

/** The wires of a circuit that a fuse protects: those after it, to the load and back. */
function behind(circuit: Circuit, fuse: Part): readonly Joint<Wire>[] {
  const at = circuit.supplyPath.findIndex((leg) => 'through' in leg && leg.through === fuse);
  return wires([...circuit.supplyPath.slice(at + 1), ...circuit.returnPath]);
}

const fuseLarge: Rule = {
  name: 'fuse-too-large',
  severity: 'error',
  requirement: 'A fuse blows before the wire behind it gets hot.',
  source: 'ABYC E-11: overcurrent protection by the ampacity of the wire',
  find: ({ circuits, amps: flow }) =>
    circuits.flatMap((circuit) => {
      const fuses = partsOf(circuit).filter(isFuse);
      const last = fuses.at(-1);
      const rated = last?.kind.amps;
      if (!last || rated === undefined) return [];
      return behind(circuit, last).flatMap((wire): Found[] => {
        const { awg } = wire.spec;
        // A wire that is too thin for the load itself is found by wire-too-thin.
        if (awg === undefined || ampacity(awg) >= rated || ampacity(awg) < (flow.get(wire) ?? 0)) return [];
        return [
          {
            where: wireText(wire),
            message: `${last.label} is ${amps(rated)}, and the ${awg} AWG behind it carries ${amps(ampacity(awg))}`,
            remedy: `a smaller fuse (the load takes ${amps(circuit.amps)}), or ${gaugeFor(rated)} AWG`,
          },
        ];
      });
    }),
};

const fuseSmall: Rule = {
  name: 'fuse-too-small',
  severity: 'error',
  requirement: 'A fuse carries what its loads take.',
  source: 'the data sheets of the loads, as listed with their parts',
  find: (wiring) =>
    wiring.design.parts.filter(isFuse).flatMap((fuse): Found[] => {
      const flow = through(wiring, fuse);
      const rated = fuse.kind.amps ?? Number.POSITIVE_INFINITY;
      if (flow <= rated) return [];
      return [
        {
          where: fuse.name,
          message: `${fuse.label} is ${amps(rated)}, and ${amps(flow)} flow through it`,
          remedy: 'a larger fuse, and wire to match',
        },
      ];
    }),
};

const contactRating: Rule = {
  name: 'contact-overloaded',
  severity: 'error',
  requirement: 'A switch, relay or transistor carries no more than its rating.',
  source: 'the data sheets, as listed with their parts',
  find: (wiring) =>
    wiring.design.parts
      .filter((part) => !isFuse(part))
      .flatMap((part): Found[] => {
        const rated = part.kind.rating?.amps;
        const flow = through(wiring, part);
        if (rated === undefined || flow <= rated) return [];
        return [
          {
            where: part.name,
            message: `${part.label} carries ${amps(rated)}, and ${amps(flow)} flow through it`,
            remedy: 'let it switch the coil of a relay that carries the load',
          },
        ];
      }),
};

/** Rules on currents: sources, wires, fuses, contacts. */
export const POWER_RULES: readonly Rule[] = [
  sourceLimit,
  wireThin,
  voltageDrop,
  fuseLarge,
  fuseSmall,
  contactRating,
];
