import { spawn } from 'node:child_process';
import { type Clock, messageOf, OnairError, stopReason } from '../../../host/base/index.js';
import { explainFailure, HALF_WRITTEN } from './errors.js';
import { AVRDUDE, avrdudeArguments, type FlashJob } from './programmer.js';
import { type FlashProgress, progressOf } from './progress.js';

/**
 * Maximum silence, ms: a broken connection keeps avrdude 7 busy indefinitely; it is normally silent for 5.5 s at most.
 */
const STALL_MS = 15_000;
/** Unanswered attempts after which avrdude is stopped: it would continue for a minute. */
const ATTEMPTS = 3;

/** What writing a program with avrdude takes. */
export interface FlashSetup extends FlashJob {
  /** Path of avrdude. */
  readonly program: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FlashProgress) => void;
  /** Receives every piece of avrdude's output. */
  readonly onOutput: (text: string) => void;
}

/**
 * Writes a program to a board by avrdude, which reads it back and compares.
 * @throws OnairError device-silent, device-confused, device-refused, not-verified, port-*, or the reason of the signal
 */
export async function flash(setup: FlashSetup): Promise<void> {
  const { program, clock, signal, onProgress, onOutput } = setup;
  if (signal.aborted) throw stopReason(signal);
  const child = spawn(program, avrdudeArguments(setup), {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let printed = '';
  let stalled = false;
  const stop = (): void => {
    child.kill('SIGKILL'); // it has nothing to clean up: the port is closed with it
  };
  const stall = (): void => {
    stalled = true;
    stop();
  };
  let watch = clock.after(STALL_MS, stall);
  const onData = (bytes: Buffer): void => {
    watch.cancel();
    watch = clock.after(STALL_MS, stall);
    const text = bytes.toString('utf8');
    printed += text;
    onOutput(text);
    const progress = progressOf(printed);
    if (progress) onProgress(progress);
    else if (attempts(printed) >= ATTEMPTS) stop();
  };
  child.stdout.on('data', onData);
  child.stderr.on('data', onData);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0) return;
  } catch (error) {
    throw new OnairError('no-program', {
      message: `${AVRDUDE} does not start: ${messageOf(error)}`,
      hint: 'install it again, then check with: onair doctor',
      details: { program },
    });
  } finally {
    watch.cancel();
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted)
    throw progressOf(printed) ? stopReason(signal).with({}, HALF_WRITTEN) : stopReason(signal);
  throw await explainFailure(setup, { printed, stalled });
}

function attempts(printed: string): number {
  return [...printed.matchAll(/not in sync|^\S+ (?:error: timeout|stk500v2_\w+\(\): timeout)/gm)].length;
}
