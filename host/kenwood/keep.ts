import type { Clock } from '../clock.js';
import { OnairError } from '../error.js';
import type { Link } from '../link/link.js';
import type { RadioProfile } from './profile.js';
import type { InitReport } from './report.js';
import { type RunOptions, runInit } from './runner.js';
import { type LeftKiss, watchKiss } from './watch.js';

/** What happens while a radio is held in KISS. */
export type KeepEvent =
  | { readonly kind: 'ready'; readonly report: InitReport; readonly link: Link }
  /** The TNC is no longer in KISS, by what it said; it is brought back at once. */
  | ({ readonly kind: 'left' } & LeftKiss)
  /** Link or radio is gone; the next try comes after `retryMs`. */
  | { readonly kind: 'lost'; readonly error: OnairError; readonly retryMs: number };

export interface KeepSetup extends Omit<RunOptions, 'signal'> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly profile: RadioProfile;
  /** Opens the port, the first time and after every loss. */
  open(): Promise<Link>;
  onEvent(event: KeepEvent): void;
  /** Bytes from the TNC while it is in KISS. */
  readonly onBytes?: (bytes: Buffer) => void;
  /** After so long without a byte the TNC is asked whether it is still in KISS, ms; 0 for never. */
  readonly checkMs: number;
}

/** APRSdroid waits as long after a lost link. */
const FIRST_RETRY_MS = 3000;
const LONGEST_RETRY_MS = 30_000;

/** What may be better in a moment: a link out of range, a radio that is off or starting. */
const PASSING: ReadonlySet<string> = new Set([
  'port-lost',
  'port-missing',
  'port-failed',
  'port-busy',
  'device-silent',
  'device-confused',
  'not-verified',
]);

/**
 * Holds a radio in KISS until the signal aborts: through power cycles, lost links, and a TNC that fell out of KISS.
 * @throws OnairError of the first opening and init; later only what does not pass (another radio, a refusal), and
 *   `interrupted` at the end
 */
export async function keepInKiss({
  open,
  profile,
  onEvent,
  onBytes,
  checkMs,
  ...options
}: KeepSetup): Promise<never> {
  const { clock, signal } = options;
  let wasReady = false;
  let retryMs = FIRST_RETRY_MS;
  for (;;) {
    let link: Link | undefined;
    try {
      link = await open();
      for (;;) {
        const report = await runInit(link, profile, options);
        wasReady = true;
        retryMs = FIRST_RETRY_MS;
        onEvent({ kind: 'ready', report, link });
        const probe = profile.status.probe.send;
        const left = await watchKiss(link, { clock, signal, probe, checkMs, ...(onBytes && { onBytes }) });
        onEvent({ kind: 'left', ...left });
      }
    } catch (error) {
      const passes = error instanceof OnairError && PASSING.has(error.code);
      if (signal.aborted || !wasReady || !passes) throw error;
      onEvent({ kind: 'lost', error, retryMs });
    } finally {
      await link?.close();
    }
    await clock.sleep(retryMs, signal);
    retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
  }
}
