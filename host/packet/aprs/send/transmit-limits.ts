import { OnairError } from '../../../base/index.js';
import { type CallSign, splitCallSign } from '../../callsign.js';

/**
 * Seconds between two beacons of one station. One channel of 1200 baud is shared by all: 60 s is the shortest
 * interval that is accepted while moving (aprs-is.net); a position that does not change, ten minutes
 * (SOURCES.md#beacons).
 */
export const LEAST_SECONDS = { moving: 60, fixed: 600 } as const;

/** Hops that a digipeater may make of a path: two are advised (Kenwood TH-D72 manual, New-N paradigm). */
const MOST_HOPS = 2;

/** Names of the time before the New-N paradigm (2004): no digipeater answers, or too many do. */
const OBSOLETE = /^(RELAY|WIDE|TRACE|ECHO|GATE)$/;

/** @throws OnairError bad-value for a path that burdens the channel */
export function checkPath(path: readonly CallSign[]): void {
  let hops = 0;
  for (const call of path) {
    const { base, ssid } = splitCallSign(call);
    if (OBSOLETE.test(base)) {
      throw refuse(`${base} is a path of before 2004`, 'take WIDE1-1,WIDE2-1 in a car, WIDE2-1 at home');
    }
    const [, n] = /^(?:WIDE|TRACE|[A-Z]{2})(\d)$/.exec(base) ?? [];
    if (n !== undefined && ssid > Number(n))
      throw refuse(`${call} asks for more hops than ${base} has`, `take ${base}-${n}`);
    hops += n === undefined ? 1 : ssid;
  }
  if (hops > MOST_HOPS) {
    throw refuse(
      `this path makes ${hops} hops, and each one takes the channel from everybody on the way`,
      `at most ${MOST_HOPS}: WIDE1-1,WIDE2-1. onair kiss send takes any path`,
    );
  }
}

/** @throws OnairError bad-value for beacons that come too often */
export function checkInterval(seconds: number, kind: keyof typeof LEAST_SECONDS): void {
  if (seconds >= LEAST_SECONDS[kind]) return;
  throw refuse(
    `a beacon every ${seconds} s is too much for a channel that all share`,
    kind === 'fixed'
      ? `at least ${LEAST_SECONDS.fixed} s for a place that does not change; 1800 is usual at home`
      : `at least ${LEAST_SECONDS.moving} s while moving; --smart beacons when it matters`,
  );
}

function refuse(message: string, hint: string): OnairError {
  return new OnairError('bad-value', { message, hint });
}
