import type { Clock } from '../../../../host/base/index.js';
import type { Link } from '../../../../host/link/index.js';
import type { Command, CycleState } from '../../cycle/index.js';

/** Maximum time from the last report to the end of a restart, ms: watchdog and SOURCES.md#standardfirmata. */
const BACK_MS = 3000;

/** What a board reports after it was silent: it may have restarted, and knows why. */
export class ResetReason {
  #resolve: (reason: string) => void = () => {};
  readonly #reason = new Promise<string>((resolve) => {
    this.#resolve = resolve;
  });

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
    /** Ends the wait when it aborts. */
    private readonly signal: AbortSignal,
  ) {}

  listen(command: Command): void {
    if (command.kind === 'link-lost' && command.reason !== undefined) this.#resolve(command.reason);
  }

  /** Adds the board's own reason, if it comes in time, to a job that has ended because readings were missing. */
  async explain(ended: CycleState): Promise<CycleState> {
    const { stage } = ended;
    if (stage.kind !== 'fault' || stage.fault.code !== 'sensor-stale') return ended;
    const word = await this.#awaited();
    if (word === undefined) return ended;
    const reason = `${stage.fault.reason}; ${word}`;
    return { ...ended, stage: { ...stage, fault: { ...stage.fault, reason } } };
  }

  async #awaited(): Promise<string | undefined> {
    const enough = new AbortController();
    const nothing = (): undefined => undefined;
    const over = this.clock.sleep(BACK_MS, AbortSignal.any([this.signal, enough.signal]));
    try {
      return await Promise.race([
        this.#reason,
        over.then(nothing, nothing),
        this.link.whenClosed.then(nothing),
      ]);
    } finally {
      enough.abort();
    }
  }
}
