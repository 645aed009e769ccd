import type { Clock } from '../../../../host/base/index.js';
import type { Link } from '../../../../host/link/index.js';
import type { Command, CycleState } from '../../cycle/index.js';

/** From its last report until a board that restarts is back, ms: its watchdog, and SOURCES.md#standardfirmata. */
const BACK_MS = 3000;

/** What a board says after it fell silent: it may have restarted, and knows why. */
export class ResetReason {
  #resolve: (reason: string) => void = () => {};
  readonly #reason = new Promise<string>((resolve) => {
    this.#resolve = resolve;
  });

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
    /** A stop ends the wait. */
    private readonly signal: AbortSignal,
  ) {}

  listen(command: Command): void {
    if (command.kind === 'link-lost' && command.reason !== undefined) this.#resolve(command.reason);
  }

  /** A job that has ended for want of readings, with the board's own reason where it gives one in time. */
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
