import { OnairError } from '../../base/index.js';
import type { Io } from '../terminal/io.js';

/** The end of a command that takes too long: Ctrl-C, or the time of `--timeout`. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** The command has ended by itself. */
  cancel(): void;
}

/** Aborts with device-silent after `timeoutMs`; without it, on Ctrl-C only. */
export function timeLimit(io: Io, timeoutMs: number | undefined): TimeLimit {
  if (timeoutMs === undefined) return { signal: io.signal, cancel: () => {} };
  const limit = new AbortController();
  const timer = io.clock.after(timeoutMs, () => limit.abort(overTime(timeoutMs)));
  return { signal: AbortSignal.any([io.signal, limit.signal]), cancel: () => timer.cancel() };
}

function overTime(timeoutMs: number): OnairError {
  return new OnairError('device-silent', {
    message: `not done within ${timeoutMs} ms (--timeout)`,
    hint: 'give more time, or omit --timeout',
  });
}
