import { OnairError, suggest } from '../../../../host/base/index.js';
import type { Command } from '../../cycle/index.js';
import type { Conductance, PlantFault } from '../../plant/index.js';

/** The place of a fault in the plant. */
interface FaultPlace {
  /** Position of the named tire; without a name that of the first one. */
  readonly tire: number;
  /** The outlet that serves it. */
  readonly outlet: number;
}

/** Meaning, default and range of the number in `NAME=NUMBER`. */
interface Amount {
  readonly means: string;
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

interface FaultKind {
  readonly help: string;
  readonly amount?: Amount;
  readonly breaks: (place: FaultPlace, amount: number) => PlantFault | Command;
}

/** A hole as wide as a conductance in l/(s bar); 0.5 is an open valve core, 0.01 a nail. */
const hole = (lPerSBar: number): Conductance => ({ lPerSBar, criticalRatio: 0.4 });
const holeOf = (usual: number): Amount => ({ means: 'l/(s bar)', usual, min: 0.0001, max: 20 });

/** Every fault of `--faults`, by its name there. */
export const FAULT_NAMES: Readonly<Record<string, FaultKind>> = {
  'pump-weak': {
    help: 'a worn pump: makes this share of its flow',
    amount: { means: 'share', usual: 0.3, min: 0, max: 1 },
    breaks: (_, flowFactor) => ({ kind: 'pump-weak', flowFactor }),
  },
  'pump-dead': { help: 'the motor does not run', breaks: () => ({ kind: 'pump-dead' }) },
  'check-valve-worn': {
    help: 'the line leaks back through the pump at rest',
    amount: holeOf(0.1),
    breaks: (_, c) => ({ kind: 'check-valve-worn', leak: hole(c) }),
  },
  'switch-stuck-closed': {
    help: 'the pressure switch does not cut the pump off',
    breaks: () => ({ kind: 'switch-stuck', at: 'closed' }),
  },
  'switch-stuck-open': {
    help: 'the pressure switch does not let the pump run',
    breaks: () => ({ kind: 'switch-stuck', at: 'open' }),
  },
  'battery-low': {
    help: 'a battery of this voltage without load',
    amount: { means: 'V', usual: 11.2, min: 6, max: 15 },
    breaks: (_, volts) => ({ kind: 'battery-low', volts }),
  },
  'line-leak': {
    help: 'air is lost before the valves',
    amount: holeOf(0.1),
    breaks: (_, c) => ({ kind: 'line-leak', leak: hole(c) }),
  },
  'hose-leak': {
    help: 'air is lost from the hose',
    amount: holeOf(0.05),
    breaks: ({ outlet }, c) => ({ kind: 'hose-leak', outlet, leak: hole(c) }),
  },
  'hose-off': { help: 'the chuck comes off', breaks: ({ outlet }) => ({ kind: 'hose-off', outlet }) },
  'core-shut': {
    help: 'the chuck does not push the core',
    breaks: ({ outlet }) => ({ kind: 'core-shut', outlet }),
  },
  'tire-leak': {
    help: 'a nail in the tire',
    amount: holeOf(0.02),
    breaks: ({ tire }, c) => ({ kind: 'tire-leak', tire, leak: hole(c) }),
  },
  'fill-stuck-open': {
    help: 'the fill valve does not shut',
    breaks: ({ outlet }) => ({ kind: 'fill-stuck', outlet, at: 'open' }),
  },
  'fill-stuck-shut': {
    help: 'the fill valve does not open',
    breaks: ({ outlet }) => ({ kind: 'fill-stuck', outlet, at: 'shut' }),
  },
  'vent-stuck-open': {
    help: 'the vent valve does not shut',
    breaks: ({ outlet }) => ({ kind: 'vent-stuck', outlet, at: 'open' }),
  },
  'vent-stuck-shut': {
    help: 'the vent valve does not open',
    breaks: ({ outlet }) => ({ kind: 'vent-stuck', outlet, at: 'shut' }),
  },
  'sensor-frozen': {
    help: 'repeats its last value forever',
    breaks: ({ outlet }) => ({ kind: 'sensor-fails', sensor: outlet, how: 'frozen' }),
  },
  'sensor-open': {
    help: 'its wire is broken: 0 V',
    breaks: ({ outlet }) => ({ kind: 'sensor-fails', sensor: outlet, how: 'open' }),
  },
  'sensor-short': {
    help: 'its wire touches the supply: 5 V',
    breaks: ({ outlet }) => ({ kind: 'sensor-fails', sensor: outlet, how: 'short' }),
  },
  'sensor-out-of-range': {
    help: 'gives a voltage that no pressure gives',
    breaks: ({ outlet }) => ({ kind: 'sensor-fails', sensor: outlet, how: 'out-of-range' }),
  },
  'link-lost': { help: 'the board can’t be reached any more', breaks: () => ({ kind: 'link-lost' }) },
  'emergency-stop': { help: 'somebody presses it', breaks: () => ({ kind: 'emergency-stop' }) },
};

/** A fault and its time. */
export interface TimedFault {
  /** As it was typed. */
  readonly typed: string;
  readonly atS: number;
  readonly what: PlantFault | Command;
}

/** Tires and outlets that faults may name. */
export interface FaultPlaces {
  /** Names by position in the job. */
  readonly tires: readonly string[];
  /** By outlet: positions of its tires. */
  readonly outlets: readonly (readonly number[])[];
  readonly hasVent: boolean;
}

const TYPED = /^\s*([a-z-]+)\s*(?:=\s*([^@]*?)\s*)?(?:@\s*(\d+(?:\.\d+)?)\s*s?\s*)?$/i;

/**
 * Reads `hose-off@20,pump-weak=0.5,tire-leak=FR/0.02@60`: a name, then the tire, the amount or both, then the second
 * at which it occurs (without one: from the beginning).
 * @throws OnairError bad-value
 */
export function readFaults(text: string, places: FaultPlaces): TimedFault[] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => readFault(part.trim(), places));
}

function readFault(typed: string, places: FaultPlaces): TimedFault {
  const [, name = '', values = '', at = '0'] = TYPED.exec(typed) ?? [];
  const kind = Object.hasOwn(FAULT_NAMES, name) ? FAULT_NAMES[name] : undefined;
  if (!kind) throw wrong(`unknown fault "${typed}"`, suggest(name || typed, Object.keys(FAULT_NAMES)));
  if (name.startsWith('vent-') && !places.hasVent)
    throw wrong(
      `fault ${name}: there is no vent valve`,
      'add --vent, or vent-valve: yes in the vehicle file',
    );
  let amount = kind.amount?.usual ?? 0;
  let tire = 0;
  for (const value of values.split('/').filter((part) => part.trim() !== '')) {
    const position = places.tires.findIndex((known) => known.toLowerCase() === value.trim().toLowerCase());
    if (position >= 0) tire = position;
    else amount = readAmount(typed, kind, value.trim(), places);
  }
  const outlet = Math.max(
    0,
    places.outlets.findIndex((served) => served.includes(tire)),
  );
  return { typed, atS: Number(at), what: kind.breaks({ tire, outlet }, amount) };
}

function readAmount(typed: string, { amount }: FaultKind, text: string, { tires }: FaultPlaces): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw wrong(`fault ${typed}: there is no tire "${text}"`, suggest(text, tires));
  if (!amount) throw wrong(`fault ${typed}: it takes no number`, `a tire at most: ${tires.join(', ')}`);
  if (value >= amount.min && value <= amount.max) return value;
  throw wrong(`fault ${typed}: ${text} is not possible`, `${amount.min} to ${amount.max} ${amount.means}`);
}

function wrong(message: string, hint: string): OnairError {
  return new OnairError('bad-value', { message, hint });
}
