import type { Part } from '../../model/index.js';
import { withMistake } from '../../rules/index.js';
import { type Bench, between } from '../bench.js';
import type { Case, Claim } from '../claim.js';

/** HIGH of a pin at 20 mA, V, at least: ATmega328P data sheet 28.2. */
const LEAST_HIGH_VOLTS = 4.2;
/** HIGH of a pin without a load, V. */
const HIGH_VOLTS = 5;
/** What a MOSFET may lose, V: at the 1 A of a valve 0.05 W, which needs no heat sink. */
const MOST_LOST_VOLTS = 0.05;
/** Gate voltage from which an IRFZ44N conducts, V, at worst; it is often sold in place of a logic level type. */
const STANDARD_THRESHOLD_VOLTS = 4;
/** A battery that is nearly empty, and one that is charged, V. */
const LOW_BATTERY = 11;
const CHARGED_BATTERY = 15;

/** MOSFETs and what they switch: shut by themselves, fully on, and alive after they have switched off. */
export function driverClaims(bench: Bench): readonly Claim[] {
  const transistors = bench
    .parts('transistor')
    .filter(({ name, kind }) => kind.electrical?.thresholdVolts && bench.isWired(bench.pin(`${name}.G`)));
  const [first] = transistors;
  const battery = bench.parts('battery')[0];
  if (!first || !battery) return relayClaim(bench);
  const { design } = bench;
  const [low = 1, high = 2] = first.kind.electrical?.thresholdVolts ?? [];
  const pullDowns = transistors.flatMap(({ name }) => bench.pullDowns(bench.pin(`${name}.G`)));
  const floating: Claim = {
    name: 'gates at rest',
    says: 'every gate stays below the lowest threshold while the pins of the board float, as in a reset',
    unit: 'V',
    atMost: low,
    cases: transistors.map(({ name, label }) => ({
      at: label,
      // Every pull-down at the high end of its tolerance, where it holds least.
      situation: { corners: Object.fromEntries(pullDowns.map((part) => [part.name, 1 as const])) },
      measure: between(`${name}.G`, `${name}.S`),
    })),
    seed: {
      mistake: `no resistor at the gate of ${first.label}`,
      design,
      without: bench.pullDowns(bench.pin(`${first.name}.G`)).map(({ name }) => name),
    },
  };
  const lost: Claim = {
    name: 'MOSFET on',
    says: `every MOSFET loses next to nothing at ${LEAST_HIGH_VOLTS} V of its pin and the highest threshold`,
    unit: 'V',
    atMost: MOST_LOST_VOLTS,
    cases: transistors.map(({ name, label }) => ({
      at: label,
      situation: { outputs: bench.gatesAt(LEAST_HIGH_VOLTS), thresholds: { [first.kindName]: high } },
      measure: between(`${name}.D`, `${name}.S`),
    })),
    seed: {
      mistake: 'IRFZ44N in place of a logic level type',
      design,
      situation: { thresholds: { [first.kindName]: STANDARD_THRESHOLD_VOLTS } },
    },
  };
  const diodes = bench.neighbors(bench.pin(`${first.name}.D`), 'diode');
  const peak: Claim = {
    name: 'switch-off',
    says: 'the drain stays below its rating when its coil is switched off',
    unit: 'V',
    atMost: first.kind.electrical?.drainVolts ?? 0,
    cases: switchOffs(bench, transistors, battery),
    seed: {
      mistake: `no diode at ${first.label}`,
      design,
      without: diodes.map(({ name }) => name),
    },
  };
  return [floating, lost, peak, ...relayClaim(bench)];
}

/** All coils are switched off at once, with the least and the most inductance that they may have. */
function switchOffs(bench: Bench, transistors: readonly Part[], battery: Part): readonly Case[] {
  const coils = bench.design.parts.flatMap(({ name, kind }) =>
    kind.electrical?.henries ? [{ name, henries: kind.electrical.henries }] : [],
  );
  const outputs = bench.gatesAt(HIGH_VOLTS);
  return [0, 1].flatMap((end) =>
    transistors.map(({ name, label }) => ({
      at: `${label}, ${end === 0 ? 'least' : 'most'} inductance`,
      situation: {
        outputs,
        supplies: { [battery.name]: CHARGED_BATTERY },
        henries: Object.fromEntries(coils.map((coil) => [coil.name, coil.henries[end] ?? 0])),
      },
      measure: between(`${name}.D`, `${name}.S`),
      switchOff: Object.keys(outputs),
    })),
  );
}

function relayClaim(bench: Bench): readonly Claim[] {
  const relays = bench.parts('relay');
  const [first] = relays;
  const battery = bench.parts('battery')[0];
  if (!first || !battery) return [];
  return [
    {
      name: 'relay pulls in',
      says: `every relay gets the voltage that pulls it in, from a battery of ${LOW_BATTERY} V while the pump runs`,
      unit: 'V',
      atLeast: first.kind.electrical?.coilVolts?.[1] ?? 8,
      cases: relays.map(({ name, label, kind }) => ({
        at: label,
        situation: {
          outputs: bench.gatesAt(LEAST_HIGH_VOLTS),
          supplies: { [battery.name]: LOW_BATTERY },
        },
        measure: between(`${name}.${kind.load?.plus}`, `${name}.${kind.load?.minus}`),
      })),
      seed: {
        mistake: `86 of ${first.label} has no wire`,
        design: withMistake(bench.design, { cut: `${first.name}.86` }),
      },
    },
  ];
}
