import { type Command, InvalidArgumentError } from 'commander';
import { FIRMATA_BAUD, type PinMap } from '../../../firmware/air-up/board/index.js';
import type { Job } from '../../../firmware/air-up/cycle/index.js';
import { loadPins } from '../../../firmware/air-up/node/index.js';
import { DEFAULT_LINE, type LineSettings } from '../../link/index.js';
import type { PortFlags } from '../flags/flags.js';
import { isBluetoothPort } from '../flags/line-flags.js';
import { someTime } from '../flags/times.js';
import type { JobRequest, Wired } from './job/job-flags.js';

/** Flags of commands that talk to the board. */
export interface BoardFlags extends PortFlags {
  readonly pins?: string;
  /** ms */
  readonly linkWait?: number;
}

/** Adds the flag that selects the pin map. */
export function pinsFlag(command: Command): Command {
  return command.option('--pins <file>', 'pin map (YAML); without: an Uno with one hose');
}

/** Shortest and longest time to wait for a link, ms: a stumble is no stall, and nobody waits longer at a tire. */
const LINK_WAIT_MS = { min: 1000, max: 600_000 };
/** What Bluetooth is given, ms: it reports a loss after 5 to 20 s, and is back in 1 to 6 (host/link/SOURCES.md). */
const BLUETOOTH_WAIT_MS = 30_000;

/** Adds the flag for links that stand still. */
export function linkWaitFlag(command: Command): Command {
  return command.option(
    '--link-wait <time>',
    'wait so long for a link that stands still, all valves shut (default: 30s over Bluetooth; a cable ends the job)',
    (text) => {
      const ms = someTime(text);
      if (ms >= LINK_WAIT_MS.min && ms <= LINK_WAIT_MS.max) return ms;
      throw new InvalidArgumentError('Give a time from 1s to 10m.');
    },
  );
}

/** A job, or a vehicle whose jobs are built later, that waits for its link as long as the flag or the port says. */
export function overPort<T extends Pick<Job, 'limits'>>(
  one: T,
  { linkWait }: Pick<BoardFlags, 'linkWait'>,
  port: string,
): T {
  const linkWaitMs = linkWait ?? (isBluetoothPort(port) ? BLUETOOTH_WAIT_MS : one.limits.linkWaitMs);
  return { ...one, limits: { ...one.limits, linkWaitMs } };
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
