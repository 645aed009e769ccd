import { circuitsOf, type Joint, type Part, type Wire } from '../../model/index.js';
import { withMistake } from '../../rules/index.js';
import { type Bench, between } from '../bench.js';
import type { Claim } from '../claim.js';
import { fuseVolts } from '../netlist.js';

/** A full battery at rest, V. */
const BATTERY_VOLTS = 12.6;
/** Least voltage at a pump, V: 12 V less a tenth, ABYC E-11 for what is not critical. */
const PUMP_VOLTS = 10.8;
/** A fuse opens within half a second at this multiple of its rating: ISO 8820-3. */
const OPENS_AT = 3.5;
/** What somebody puts in place of a fuse, A. */
const NAIL_AMPS = 1000;
/** HIGH of a pin of a board, V. */
const HIGH_VOLTS = 5;
/** A gauge of signal wires, AWG. */
const THIN_AWG = 18;

/** Voltage where it is used, and current through the fuses. */
export function powerClaims(bench: Bench): readonly Claim[] {
  return [...supplyClaims(bench), ...pumpClaims(bench), ...fuseClaims(bench)];
}

/** A module gets a voltage that it works with, at both ends of what its source gives. */
function supplyClaims(bench: Bench): readonly Claim[] {
  const { design } = bench;
  const sources = bench.design.parts.flatMap(({ name, kind }) =>
    kind.source && kind.what !== 'battery' ? [{ name, volts: kind.source.volts }] : [],
  );
  return design.parts.flatMap(({ name, label, kind }): Claim[] => {
    const takes = kind.load && kind.pins[kind.load.plus]?.takes;
    if (!kind.load || !takes) return [];
    const [plus, minus] = [`${name}.${kind.load.plus}`, `${name}.${kind.load.minus}`];
    return [
      {
        name: `${label} supply`,
        says: `${label} gets the voltage that it works with`,
        unit: 'V',
        atLeast: takes[0],
        atMost: takes[1],
        cases: [0, 1].map((end) => ({
          at: end === 0 ? 'source at its lowest' : 'source at its highest',
          situation: { supplies: Object.fromEntries(sources.map((one) => [one.name, one.volts[end] ?? 0])) },
          measure: between(plus, minus),
        })),
        seed: {
          mistake: `${kind.load.plus} and ${kind.load.minus} of ${label} are exchanged`,
          design: withMistake(design, { swap: [plus, minus] }),
        },
      },
    ];
  });
}

function pumpClaims(bench: Bench): readonly Claim[] {
  const { design } = bench;
  const [battery] = bench.parts('battery');
  if (!battery) return [];
  const thin = ({ spec, ...joint }: Joint<Wire>): Joint<Wire> => ({
    ...joint,
    spec: spec.awg !== undefined && spec.awg < THIN_AWG ? { ...spec, awg: THIN_AWG } : spec,
  });
  return bench.parts('pump').map(({ name, label, kind }) => ({
    name: `${label} voltage`,
    says: `${label} gets its voltage at its current through its cables, from a battery of ${BATTERY_VOLTS} V`,
    unit: 'V' as const,
    atLeast: PUMP_VOLTS,
    cases: [
      {
        at: `${kind.load?.amps ?? 0} A`,
        situation: {
          outputs: bench.gatesAt(HIGH_VOLTS),
          supplies: { [battery.name]: BATTERY_VOLTS },
        },
        measure: between(`${name}.+`, `${name}.-`),
      },
    ],
    seed: {
      mistake: `its cables are ${THIN_AWG} AWG`,
      design: { ...design, wires: design.wires.map(thin) },
    },
  }));
}

function fuseClaims(bench: Bench): readonly Claim[] {
  const [battery] = bench.parts('battery');
  const fuses = bench.parts('fuse').filter(({ kind }) => kind.amps !== undefined);
  const [first] = fuses;
  if (!battery || !first) return [];
  const minus = `${battery.name}.-`;
  const situation = { outputs: bench.gatesAt(HIGH_VOLTS), supplies: { [battery.name]: BATTERY_VOLTS } };
  // What a fuse loses is proportional to its current.
  const share = ({ name, kind }: Part): string =>
    `abs(${between(`${name}.1`, `${name}.2`)})/${fuseVolts(kind)}`;
  const inUse: Claim = {
    name: 'fuses in use',
    says: 'every fuse carries its current with everything on',
    unit: 'times its rating',
    atMost: 1,
    cases: fuses.map((fuse) => ({ at: fuse.label, situation, measure: share(fuse) })),
    seed: {
      mistake: `a short behind ${first.label}`,
      design: withMistake(bench.design, { bridge: [`${first.name}.2`, minus] }),
    },
  };
  const inShort: Claim = {
    name: 'fuses in a short',
    says: 'a short at the far end of the cable opens every fuse within half a second',
    unit: 'times its rating',
    atLeast: OPENS_AT,
    cases: fuses.map((fuse) => {
      const far = farEnd(bench, fuse);
      return {
        at: `${fuse.label}, short at ${far}`,
        situation: { ...situation, short: [far, minus] as const },
        measure: share(fuse),
      };
    }),
    seed: {
      mistake: 'nails in place of the fuses',
      design: {
        ...bench.design,
        parts: bench.design.parts.map((part) =>
          fuses.includes(part) ? { ...part, kind: { ...part.kind, amps: NAIL_AMPS } } : part,
        ),
      },
    },
  };
  return [inUse, inShort];
}

/** The plus pin of the smallest load behind a fuse, or the end of its wire. */
function farEnd({ design }: Bench, fuse: Part): string {
  const behind = circuitsOf(design).filter(({ supplyPath }) =>
    supplyPath.some((leg) => 'through' in leg && leg.through === fuse),
  );
  const [last] = behind.toSorted((a, b) => a.amps - b.amps);
  if (last) return `${last.load.name}.${last.load.kind.load?.plus}`;
  return design.wires.find(({ from }) => from.id === `${fuse.name}.2`)?.to.id ?? `${fuse.name}.2`;
}
