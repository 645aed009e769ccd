import { type Signal, signal } from '@preact/signals';
import type { LineSettings, Link } from '../../../link/index.js';
import type { Connection } from '../wire/connection.js';
import { type Failure, failureOf } from './failure.js';

/** One thing at a time on one connection, which can be stopped. A door shows what it signals. */
export class DoorJob {
  readonly connection: Signal<Connection | undefined> = signal(undefined);
  readonly failure: Signal<Failure | undefined> = signal(undefined);
  /** Whether something is under way. */
  readonly isBusy: Signal<boolean> = signal(false);
  #stopping = new AbortController();

  /** Runs one thing; its error is shown. Does nothing while another is under way. */
  async run(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.isBusy.value) return;
    this.isBusy.value = true;
    this.failure.value = undefined;
    this.#stopping = new AbortController();
    try {
      await act(this.#stopping.signal);
    } catch (error) {
      this.failure.value = failureOf(error);
    } finally {
      this.isBusy.value = false;
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Opens the connection for as long as `act` runs. */
  async opened<T>(line: LineSettings, act: (link: Link) => Promise<T>): Promise<T> {
    const connection = this.connection.value;
    if (!connection) throw new Error('nothing is chosen');
    const link = await connection.open(line);
    try {
      return await act(link);
    } finally {
      await link.close();
    }
  }
}
