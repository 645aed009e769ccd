import { OnairError, suggest } from '../../../host/base/index.js';
import type { DeviceFaults } from '../../../host/link/sim/index.js';
import type { PlantFault } from '../plant/index.js';
import { FAULT_NAMES, type FaultPlaces, readFaults } from '../simulate/faults/index.js';
import type { AirUpSetup } from './setup.js';

/** Faults of the board itself. */
const BOARD_FAULTS = {
  'board-hangs':
    'the board hangs: the fail-safe sketch is woken by its watchdog, StandardFirmata stays as it is',
};
/** Faults of `onair air simulate` that a device can't have: the link is the wire's, the button has `press`. */
const NOT_HERE = ['link-lost', 'emergency-stop'];

/** Faults of `sim:air-up` beyond those of the wire: of the plant, and of the board. */
export const AIR_UP_FAULTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(FAULT_NAMES).flatMap(([name, { help }]) =>
      NOT_HERE.includes(name) ? [] : [[name, help]],
    ),
  ),
  ...BOARD_FAULTS,
};

/** A fault that occurs at a time, ms after the beginning. */
export interface ScheduledFault {
  readonly atMs: number;
  /** As it was typed. */
  readonly text: string;
  readonly what: PlantFault | 'board-hangs';
}

/**
 * All scheduled faults, in order of time: `fault=` from the beginning, `break=` at its time.
 * @throws OnairError bad-value
 */
export function scheduledFaults(
  faults: DeviceFaults,
  later: string,
  { pins, plant }: AirUpSetup,
): readonly ScheduledFault[] {
  const always = Object.keys(AIR_UP_FAULTS).filter((name) => faults.has(name));
  const places = {
    tires: plant.tires.map(({ name }) => name),
    outlets: plant.outlets.map(({ at }) => (at === 'off' ? [] : [at])),
    hasVent: pins.outlets.every(({ vent }) => vent !== undefined),
  };
  return [...always, ...later.split(',')]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => scheduledFault(part, places))
    .sort((a, b) => a.atMs - b.atMs);
}

/** Faults that `onair air simulate` does not have. */
const HANGS = /^board-hangs(?:@(\d+(?:\.\d+)?)s?)?$/;
/** Faults of `onair air simulate` that are not in the plant. */
const COMMANDS = ['start', 'next', 'stop', 'emergency-stop', 'link-lost', 'target', 'clear'];

function scheduledFault(part: string, places: FaultPlaces): readonly ScheduledFault[] {
  const hangs = HANGS.exec(part);
  if (hangs) return [{ atMs: Number(hangs[1] ?? 0) * 1000, text: part, what: 'board-hangs' }];
  return readFaults(part, places).map(({ atS, what }) => {
    if (!COMMANDS.includes(what.kind)) return { atMs: atS * 1000, text: part, what: what as PlantFault };
    throw new OnairError('bad-value', {
      message: `sim:air-up: can't break "${part}"`,
      hint: suggest(part, Object.keys(AIR_UP_FAULTS)),
    });
  });
}
