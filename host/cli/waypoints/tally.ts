import type { WaypointError } from '../../packet/waypoints/sentence.js';
import { REFUSALS } from './describe.js';

/** Names that are told apart, at most. */
const MOST_NAMES = 10_000;

/** What was heard so far. */
export class Tally {
  heard = 0;
  readonly refused: Record<WaypointError, number> = {
    'no-checksum': 0,
    'bad-checksum': 0,
    'bad-waypoint': 0,
  };
  readonly #names = new Set<string>();

  take(name: string): void {
    this.heard++;
    if (this.#names.size < MOST_NAMES) this.#names.add(name);
  }

  /** Different names; from ten thousand on no longer exact. */
  get names(): number {
    return this.#names.size;
  }

  get text(): string {
    const refused = Object.entries(this.refused)
      .filter(([, count]) => count > 0)
      .map(([error, count]) => `${count} with ${REFUSALS[error as WaypointError]}`);
    const names = `${this.names}${this.names === MOST_NAMES ? ' or more' : ''} names`;
    return `${this.heard} waypoints of ${names}${refused.length > 0 ? `; not taken: ${refused.join(', ')}` : ''}`;
  }
}
