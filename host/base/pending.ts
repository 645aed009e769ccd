import { type Clock, stopReason, type Timer } from './clock.js';

/** A wait that has not settled yet. Once it has, all of these do nothing. */
export interface Pending<T> {
  resolve(value: T): void;
  reject(error: Error): void;
  /** Calls `act` after `delayMs`, unless the wait settles before. There is one timer: a new one replaces the last. */
  after(delayMs: number, act: () => void): void;
}

/**
 * Waits for an answer. It settles once, by what `begin` sets up (listeners that resolve it, a deadline on `clock`) or
 * by `signal` with its {@link stopReason}; then the timer is canceled, and the function that `begin` returned is called
 * to remove the listeners.
 */
export function pending<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  begin: (wait: Pending<T>) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    let timer: Timer | undefined;
    let release: (() => void) | undefined;
    const settle = (act: () => void): void => {
      if (isOver) return;
      isOver = true;
      timer?.cancel();
      signal?.removeEventListener('abort', stop);
      release?.();
      act();
    };
    const stop = (): void => settle(() => reject(stopReason(signal)));
    if (signal?.aborted) {
      stop();
      return;
    }
    signal?.addEventListener('abort', stop);
    release = begin({
      resolve: (value) => settle(() => resolve(value)),
      reject: (error) => settle(() => reject(error)),
      after(delayMs, act) {
        timer?.cancel();
        if (!isOver) timer = clock.after(delayMs, act);
      },
    });
    if (isOver) release(); // it was answered inside `begin`
  });
}
