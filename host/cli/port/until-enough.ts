import type { Io } from '../terminal/io.js';

/** A simulated device has nothing that keeps the program running while it is silent; a timer does. */
const AWAKE_MS = 60_000;

/** What ends listening in the ordinary way. */
export interface Ending {
  /** Aborts when enough was heard, and when the command is stopped. */
  readonly end: AbortSignal;
  /** Enough was heard. */
  enough(): void;
}

/**
 * Runs what listens without an end of its own until enough was heard, `forMs` are over, or Ctrl-C: these are ordinary.
 * @throws OnairError of `act`, also device-silent when `--timeout` is over
 */
export async function untilEnough(
  io: Io,
  signal: AbortSignal,
  forMs: number | undefined,
  act: (ending: Ending) => Promise<never>,
): Promise<void> {
  const enough = new AbortController();
  const timer = forMs === undefined ? undefined : io.clock.after(forMs, () => enough.abort());
  let awake = io.clock.after(AWAKE_MS, stayAwake);
  function stayAwake(): void {
    awake = io.clock.after(AWAKE_MS, stayAwake);
  }
  try {
    await act({ end: AbortSignal.any([signal, enough.signal]), enough: () => enough.abort() });
  } catch (error) {
    if (!io.signal.aborted && !enough.signal.aborted) throw error;
  } finally {
    timer?.cancel();
    awake.cancel();
  }
}
