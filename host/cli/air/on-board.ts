import type { Command } from 'commander';
import { FIRMATA_BAUD, type PinMap } from '../../../firmware/air-up/board/index.js';
import { loadPins } from '../../../firmware/air-up/node/index.js';
import { DEFAULT_LINE, type LineSettings } from '../../link/index.js';
import type { PortFlags } from '../flags/flags.js';
import type { JobRequest, Wired } from './job/job-flags.js';

/** Flags of commands that talk to the board. */
export interface BoardFlags extends PortFlags {
  readonly pins?: string;
}

/** Adds the flag that selects the pin map. */
export function pinsFlag(command: Command): Command {
  return command.option('--pins <file>', 'pin map (YAML); without: an Uno with one hose');
}

/** Help of the flag that allows air to move on a board without leases. */
export const ATTENDED = 'a person stays at the valve: also on a board without the fail-safe sketch';

/** The port of a Firmata board. */
export const BOARD_PORT = {
  line: (): LineSettings => ({ ...DEFAULT_LINE, baudRate: FIRMATA_BAUD }),
  simulated: 'sim:air-up',
} as const;

/** Hardware facts from the pin map, if there is no vehicle file. */
export function wiredOf({ outlets, pump }: PinMap): Wired {
  return { hasVent: outlets.every(({ vent }) => vent !== undefined), relay: pump.relay !== undefined };
}

/** @throws OnairError bad-value */
export function readPins({ pins }: BoardFlags): PinMap {
  return loadPins(pins);
}

/**
 * The pins with the outlets of a job first, in its order: a job that omits outlets of a manifold must not open its
 * neighbor's valve. The other outlets stay in the map, so that they are driven LOW too.
 */
export function pinsFor(pins: PinMap, { built }: JobRequest): PinMap {
  const used = built.outlets.flatMap((position) => pins.outlets[position] ?? []);
  return { ...pins, outlets: [...used, ...pins.outlets.filter((outlet) => !used.includes(outlet))] };
}
