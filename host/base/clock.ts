import { OnairError } from './error.js';

/** A running timer; canceling it twice is harmless. */
export interface Timer {
  cancel(): void;
}

/** A monotonic clock: milliseconds since some fixed moment. */
export interface Clock {
  now(): number;
  /** Calls `act` once, `delayMs` from now. */
  after(delayMs: number, act: () => void): Timer;
  /** Resolves `delayMs` from now; rejects with {@link stopReason} as soon as `signal` aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** The error that ends every wait when a signal aborts: Ctrl-C, unless the signal has a reason of its own. */
export function stopReason(signal: AbortSignal | undefined): OnairError {
  if (signal?.reason instanceof OnairError) return signal.reason;
  return new OnairError('interrupted', {
    message: 'stopped by you',
    hint: 'run the command again to continue',
  });
}

/** The computer's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, act) {
    const handle = setTimeout(act, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
  sleep(delayMs, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(stopReason(signal));
      const stop = (): void => {
        clearTimeout(handle);
        reject(stopReason(signal));
      };
      const handle = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, delayMs);
      signal?.addEventListener('abort', stop, { once: true });
    });
  },
};
