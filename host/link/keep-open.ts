import { type Clock, OnairError } from '../base/index.js';
import type { Link } from './link.js';

/** Pause after a lost link, as in APRSdroid, ms. */
const FIRST_RETRY_MS = 3000;
const LONGEST_RETRY_MS = 30_000;

/** Errors that may pass: a link out of range, a device that is off or starting. */
const PASSING: ReadonlySet<string> = new Set([
  'port-lost',
  'port-missing',
  'port-failed',
  'port-busy',
  'device-silent',
  'device-confused',
  'not-verified',
]);

/** How a port is opened, used, and opened again after a loss. */
export interface KeepOpenSetup {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Opens the port, the first time and after every loss. */
  open(): Promise<Link>;
  /** Uses the link until it is lost; calls `ready` whenever the device works. */
  use(link: Link, ready: () => void): Promise<never>;
  /** Called when link or device is gone; the next try follows after `retryMs`. */
  onLost(error: OnairError, retryMs: number): void;
  /** Calls `act`, until the signal aborts, when a port appears that may be the lost one: then the next try follows. */
  readonly onAppear?: (act: () => void, until: AbortSignal) => void;
  /** Called when the signal aborted and the link is open, to restore the device. */
  readonly farewell?: (link: Link) => Promise<void>;
}

/**
 * Keeps a device in use until the signal aborts: a lost link is opened again, with growing pauses
 * that end as soon as a port appears.
 * @throws OnairError any error before the first `ready`; later only permanent errors (another device, a refusal), and
 *   `interrupted` (or the error of the restore) at the end
 */
export async function keepOpen(setup: KeepOpenSetup): Promise<never> {
  const ended = new AbortController();
  const pause = new Pause(setup);
  setup.onAppear?.(() => pause.end(), ended.signal);
  try {
    return await keepTrying(setup, pause);
  } finally {
    ended.abort();
  }
}

async function keepTrying(
  { signal, open, use, onLost, farewell }: KeepOpenSetup,
  pause: Pause,
): Promise<never> {
  let wasReady = false;
  let retryMs = FIRST_RETRY_MS;
  for (;;) {
    let link: Link | undefined;
    pause.renew();
    try {
      link = await open();
      await use(link, () => {
        wasReady = true;
        retryMs = FIRST_RETRY_MS;
      });
    } catch (error) {
      if (signal.aborted && link?.isOpen) await farewell?.(link);
      const passes = error instanceof OnairError && PASSING.has(error.code);
      if (signal.aborted || !wasReady || !passes) throw error;
      onLost(error, retryMs);
    } finally {
      await link?.close();
    }
    const appeared = await pause.wait(retryMs);
    retryMs = appeared ? FIRST_RETRY_MS : Math.min(2 * retryMs, LONGEST_RETRY_MS);
  }
}

/** The pause between two tries. */
class Pause {
  #over = new AbortController();

  constructor(private readonly setup: Pick<KeepOpenSetup, 'clock' | 'signal'>) {}

  /** Before a try: a port that appears during it may be the one that it misses. */
  renew(): void {
    this.#over = new AbortController();
  }

  end(): void {
    this.#over.abort();
  }

  /** @returns whether a port has appeared @throws OnairError interrupted */
  async wait(pauseMs: number): Promise<boolean> {
    const { clock, signal } = this.setup;
    await clock.sleep(pauseMs, AbortSignal.any([signal, this.#over.signal])).catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
    return this.#over.signal.aborted;
  }
}
