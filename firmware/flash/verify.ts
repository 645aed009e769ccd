import { OnairError } from '../../host/base/index.js';
import type { BoardAnswers } from './ask-board.js';
import { sketchIdentity } from './sketch.js';

/** Opens the port and asks the board. */
export type AskBoard = () => Promise<BoardAnswers>;

/**
 * Checks that a board runs what was written: the fail-safe sketch reports its name, its version and that of its leases.
 * @throws OnairError not-verified, port-*
 */
export async function provenBy(ask: AskBoard, portName: string): Promise<BoardAnswers> {
  const found = await answersOf(ask);
  if (!found) {
    throw notVerified(
      `${portName}: the program was written and read back, but the board does not answer`,
      'press reset, then: onair firmware info; if it stays silent: is it the right --board?',
    );
  }
  const wanted = sketchIdentity();
  const { name, version } = found.identity;
  const leases = found.leases?.about.version;
  if (name === wanted.name && version === wanted.version && leases === wanted.leases) return found;
  throw notVerified(
    `${portName}: written was ${wanted.name} ${wanted.version} (lease messages ${wanted.leases}), but the board says ${name} ${version} (${leases === undefined ? 'no leases' : `lease messages ${leases}`})`,
    'did another board answer on this port? flash again with only this one plugged in',
    { wanted, found: { name, version, leases: leases ?? null } },
  );
}

/** A board's answers; undefined if nothing that speaks Firmata answers. */
export async function answersOf(ask: AskBoard): Promise<BoardAnswers | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OnairError && error.code === 'device-silent') return undefined;
    throw error;
  }
}

function notVerified(
  message: string,
  hint: string,
  details: Readonly<Record<string, unknown>> = {},
): OnairError {
  return new OnairError('not-verified', { message, hint, details });
}
