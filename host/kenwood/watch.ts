import { type Clock, printable, stopReason, type Timer } from '../base/index.js';
import type { Link } from '../link/index.js';
import { FEND } from '../packet/kiss/index.js';
import { textOf } from './conversation/conversation.js';

/** How a link in KISS is watched for a radio that has left it. */
export interface WatchOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Answered by everybody but a TNC in KISS. */
  readonly probe: string;
  /** Time without a byte after which the probe is sent, ms; 0 for never. */
  readonly checkMs: number;
  /** The same for the first time; left out: as {@link checkMs}. */
  readonly firstCheckMs?: number;
  readonly onBytes?: (bytes: Buffer) => void;
}

/** The radio has left KISS: it was heard to say something else. */
export interface LeftKiss {
  /** What it said, as `printable` shows it. */
  readonly heard: string;
}

/** What only a command line or radio control says, outside of a frame. */
const NOT_KISS = /cmd:|\?EH|(?:^|[\r\n])[?N]\r/i;

/** Text may be a part of a frame whose beginning was damaged: it counts when no FEND follows within this time, ms. */
const SETTLE_MS = 500;

/** More than the banner of any TNC. */
const MAX_TEXT = 512;

/**
 * Watches a TNC in KISS. Resolves when it says something that a TNC in KISS does not say.
 * @throws OnairError port-lost, interrupted; what `onBytes` throws
 */
export function watchKiss(link: Link, options: WatchOptions): Promise<LeftKiss> {
  const { clock, signal, probe, checkMs, firstCheckMs = checkMs, onBytes = () => {} } = options;
  return new Promise((resolve, reject) => {
    /** Bytes since the last FEND. */
    let rest = Buffer.alloc(0);
    let check: Timer | undefined;
    let settle: Timer | undefined;
    const end = (act: () => void): void => {
      check?.cancel();
      settle?.cancel();
      link.off('data', onData);
      link.off('close', gone).pause();
      signal.removeEventListener('abort', stop);
      act();
    };
    const stop = (): void => end(() => reject(stopReason(signal)));
    const gone = (): void => end(() => reject(link.lossError));
    const onData = (bytes: Buffer): void => {
      try {
        onBytes(bytes);
      } catch (error) {
        end(() => reject(error)); // a full disk under a log: nobody else would catch it
        return;
      }
      if (signal.aborted) return; // the bytes were enough for whoever got them
      const fend = bytes.lastIndexOf(FEND);
      rest = (fend === -1 ? Buffer.concat([rest, bytes]) : Buffer.from(bytes.subarray(fend + 1))).subarray(
        -MAX_TEXT,
      );
      settle?.cancel();
      if (isText(rest)) settle = clock.after(SETTLE_MS, () => end(() => resolve({ heard: printable(rest) })));
      plan();
    };
    const plan = (afterMs = checkMs): void => {
      check?.cancel();
      if (checkMs === 0) return;
      check = clock.after(afterMs, () => {
        link.send(Buffer.from(probe, 'latin1')).catch(() => {}); // a lost link ends the watch by itself
        plan();
      });
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    link.on('data', onData).resume(); // an earlier watch has paused it
    // Not by `whenClosed`: what arrived before the loss is read out first.
    if (link.closed) return gone();
    link.once('close', gone);
    plan(firstCheckMs);
  });
}

/** A frame begins with its type, which is 0 for data of port 0; text begins with something to read. */
function isText(rest: Buffer): boolean {
  return /^[\r\n\x20-\x7e]/.test(rest.toString('latin1', 0, 1)) && NOT_KISS.test(textOf(rest));
}
