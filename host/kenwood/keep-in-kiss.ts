import type { Clock, OnairError } from '../base/index.js';
import { keepOpen, type Link } from '../link/index.js';
import type { RadioProfile } from './profiles/profile.js';
import type { InitReport } from './session/report.js';
import { type RunOptions, runInit } from './session/runner.js';
import { type LeftKiss, watchKiss } from './watch.js';

/** What happens while a radio is held in KISS. */
export type KeepEvent =
  | { readonly kind: 'ready'; readonly report: InitReport; readonly link: Link }
  /** The TNC has left KISS, as its output shows; it is brought back immediately. */
  | ({ readonly kind: 'left' } & LeftKiss)
  /** Link or radio is gone; the next try comes after `retryMs`. */
  | { readonly kind: 'lost'; readonly error: OnairError; readonly retryMs: number };

/** What keeping a radio in KISS takes: how to open its port, and who hears of it. */
export interface KeepSetup extends Omit<RunOptions, 'signal'> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly profile: RadioProfile;
  /** Opens the port, the first time and after every loss. */
  open(): Promise<Link>;
  onEvent(event: KeepEvent): void;
  /** Time without a byte after which the TNC is asked whether it is still in KISS, ms; 0 for never. */
  readonly checkMs: number;
  /** Calls `act`, until the signal aborts, when a port appears that may be the lost one: then the next try follows. */
  readonly onAppear?: (act: () => void, until: AbortSignal) => void;
  /** At the end, where the link is open: for a radio that is not to stay in KISS. */
  readonly farewell?: (link: Link) => Promise<void>;
}

/**
 * Holds a radio in KISS until the signal aborts: through power cycles, lost links, and a TNC that fell out of KISS.
 * @throws OnairError of the first opening and init; later only what does not pass (another radio, a refusal), and
 *   `interrupted` at the end
 */
export function keepInKiss({
  open,
  profile,
  onEvent,
  checkMs,
  onAppear,
  farewell,
  ...options
}: KeepSetup): Promise<never> {
  const { clock, signal, onBytes } = options;
  return keepOpen({
    clock,
    signal,
    open,
    onLost: (error, retryMs) => onEvent({ kind: 'lost', error, retryMs }),
    use: async (link, ready) => {
      for (;;) {
        const report = await runInit(link, profile, options);
        ready();
        onEvent({ kind: 'ready', report, link });
        const probe = profile.status.probe.send;
        const left = await watchKiss(link, { clock, signal, probe, checkMs, ...(onBytes && { onBytes }) });
        onEvent({ kind: 'left', ...left });
      }
    },
    ...(onAppear && { onAppear }),
    ...(farewell && { farewell }),
  });
}
