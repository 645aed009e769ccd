import { OnairError } from './error.js';

/** A running timer that can be taken back; cancelling twice is harmless. */
export interface Timer {
  cancel(): void;
}

/** Time as everything here sees it: milliseconds since some fixed moment, never going back. */
export interface Clock {
  now(): number;
  /** Calls `act` once, `delayMs` from now. */
  after(delayMs: number, act: () => void): Timer;
  /** Resolves `delayMs` from now; rejects with `interrupted` as soon as `signal` aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** The error that ends every wait when the user presses Ctrl-C. */
export function interrupted(): OnairError {
  return new OnairError('interrupted', { message: 'stopped by you', hint: 'run the command again to go on' });
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
      if (signal?.aborted) return reject(interrupted());
      const stop = (): void => {
        clearTimeout(handle);
        reject(interrupted());
      };
      const handle = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, delayMs);
      signal?.addEventListener('abort', stop, { once: true });
    });
  },
};
