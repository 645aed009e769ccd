import { type Clock, messageOf, type Timer } from '../../base/index.js';
import type { HeardWaypoint } from '../../packet/waypoints/index.js';
import type { MapFile } from './map-file.js';

/** Time after which a failed write is retried, ms. */
const RETRY_MS = 1000;

/** Maximum number of names that wait for a file which can't be written. */
const MOST_WAITING = 10_000;

/** Adds waypoints to a file as they arrive. Those that could not be written are kept, and retried every second. */
export class WaypointWriter {
  readonly #waiting = new Map<string, HeardWaypoint>();
  #retry: Timer | undefined;
  #isFailing = false;
  #lost = 0;

  /** @param print gets each problem once, and its end */
  constructor(
    private readonly file: Pick<MapFile, 'path' | 'save'>,
    private readonly clock: Clock,
    private readonly print: (text: string) => void,
  ) {}

  get path(): string {
    return this.file.path;
  }

  /** When it returns the waypoints are on the disk, or the problem was reported. */
  write(heard: readonly HeardWaypoint[]): void {
    for (const one of heard) {
      const { name } = one.waypoint;
      if (this.#waiting.size < MOST_WAITING || this.#waiting.has(name)) this.#waiting.set(name, one);
      else this.#lost++;
    }
    this.#try();
  }

  /** Writes the remaining waypoints. @throws OnairError bad-value */
  end(): void {
    this.#retry?.cancel();
    this.#save();
  }

  #try(): void {
    this.#retry?.cancel();
    try {
      this.#save();
      if (this.#isFailing) this.print(`${this.path} can be written again; waypoints lost: ${this.#lost}`);
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.print(`${messageOf(error)}. Meanwhile waypoints wait in memory`);
      this.#isFailing = true;
      this.#retry = this.clock.after(RETRY_MS, () => this.#try());
    }
  }

  #save(): void {
    if (this.#waiting.size === 0) return;
    this.file.save([...this.#waiting.values()]);
    this.#waiting.clear();
  }
}
