import type { Io } from '../terminal/io.js';

/** A silent simulated device does not keep the process alive; a timer does. */
const AWAKE_MS = 60_000;

/** Conditions that end listening normally. */
export interface ListenEnd {
  /** Aborts when enough was received, and when the command is stopped. */
  readonly end: AbortSignal;
  /** Reports that enough was received. */
  enough(): void;
}

/**
 * Runs a listener without an end of its own until enough was received, `forMs` have passed, or Ctrl-C: normal ends.
 * @throws OnairError of `act`, also device-silent when `--timeout` is over
 */
export async function untilEnough(
  io: Io,
  signal: AbortSignal,
  forMs: number | undefined,
  act: (ending: ListenEnd) => Promise<never>,
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
