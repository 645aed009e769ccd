import type { Clock, Timer } from '../../clock.js';
import { messageOf } from '../../error.js';
import type { HeardWaypoint } from '../../packet/waypoints/waypoint.js';
import { isBusy, type KeptFile } from './kept-file.js';

/** How soon a file that could not be written is tried again. */
const RETRY_MS = 1000;

/** So long a part that a killed program left is waited for at the beginning; see kept-file.ts. */
const BEGIN_TRIES = 12;

/** Names that wait for a file which can't be written, at most. */
const MOST_WAITING = 10_000;

/** Puts waypoints into a file as they come. What could not be written waits, and is tried again every second. */
export class Keeper {
  readonly #waiting = new Map<string, HeardWaypoint>();
  #retry: Timer | undefined;
  #trouble: string | undefined;

  constructor(
    readonly file: KeptFile,
    private readonly clock: Clock,
    private readonly tell: (text: string) => void,
  ) {}

  /** Makes sure that the file can be written. @throws OnairError bad-value, interrupted */
  async begin(signal: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        this.file.save([]);
        return;
      } catch (error) {
        if (!isBusy(error) || tries === BEGIN_TRIES) throw error;
      }
      await this.clock.sleep(RETRY_MS, signal);
    }
  }

  /** When it comes back the waypoints are on the disk, or a warning was given. */
  keep(heard: readonly HeardWaypoint[]): void {
    for (const one of heard) {
      const { name } = one.waypoint;
      if (this.#waiting.size < MOST_WAITING || this.#waiting.has(name)) this.#waiting.set(name, one);
      else this.#warn(`${this.file.path}: ${MOST_WAITING} waypoints wait already; "${name}" is lost`);
    }
    this.#try();
  }

  /** Writes what still waits. @throws OnairError bad-value */
  async end(): Promise<void> {
    this.#retry?.cancel();
    for (let tries = 1; this.#waiting.size > 0; tries++) {
      try {
        this.#save();
      } catch (error) {
        if (!isBusy(error) || tries === BEGIN_TRIES) throw error;
        await this.clock.sleep(RETRY_MS);
      }
    }
  }

  #try(): void {
    this.#retry?.cancel();
    try {
      this.#save();
      if (this.#trouble !== undefined) this.tell(`${this.file.path} can be written again: nothing is lost`);
      this.#trouble = undefined;
    } catch (error) {
      if (!isBusy(error)) this.#warn(`${messageOf(error)}; ${this.#waiting.size} waypoints wait`);
      this.#retry = this.clock.after(RETRY_MS, () => this.#try());
    }
  }

  #save(): void {
    if (this.#waiting.size === 0) return;
    this.file.save([...this.#waiting.values()]);
    this.#waiting.clear();
  }

  /** Once for a trouble, not every second. */
  #warn(text: string): void {
    if (this.#trouble === undefined) this.tell(text);
    this.#trouble = text;
  }
}
