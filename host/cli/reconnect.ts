import type { Clock } from '../clock.js';
import { OnairError } from '../error.js';
import type { ChosenPort, Connection } from './connect.js';

/** APRSdroid waits as long after a lost link. */
const FIRST_RETRY_MS = 3000;
const LONGEST_RETRY_MS = 30_000;

/** A port that comes back: the radio was off, or out of reach. */
const PASSING: ReadonlySet<string> = new Set(['port-lost', 'port-missing', 'port-failed', 'port-busy']);

export interface Reconnecting {
  readonly clock: Clock;
  /** Ends it all. */
  readonly end: AbortSignal;
  /** The port is gone; the next try comes after `retryMs`. */
  onLost(error: OnairError, retryMs: number): void;
}

/**
 * Opens a port and lets `act` use it, again and again after each loss, until `end` aborts.
 * @throws OnairError of the first opening, and whatever does not pass by itself
 */
export async function throughLosses(
  { open }: ChosenPort,
  { clock, end, onLost }: Reconnecting,
  act: (connection: Connection) => Promise<void>,
): Promise<void> {
  let wasOpen = false;
  let retryMs = FIRST_RETRY_MS;
  while (!end.aborted) {
    try {
      await open((connection) => {
        wasOpen = true;
        retryMs = FIRST_RETRY_MS;
        return act(connection);
      });
    } catch (error) {
      if (end.aborted) return;
      if (!wasOpen || !(error instanceof OnairError) || !PASSING.has(error.code)) throw error;
      onLost(error, retryMs);
      await clock.sleep(retryMs, end).catch(() => {}); // it was ended: see the loop
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
    }
  }
}
