import { latin1Text } from '../../../base/index.js';
import type { Ax25Frame } from '../../../packet/ax25/index.js';

/** A digipeater repeats a packet at once or not at all; Dire Wolf and others take 30 s for the same packet, ms. */
const SAME_MS = 30_000;

/** Packets that are remembered: more than a channel carries in that time. */
const MOST_REMEMBERED = 500;

/** Knows a packet again that comes by more than one way: the same sender, destination and text. */
export class Copies {
  readonly #seen = new Map<string, { readonly firstMs: number; copies: number }>();

  /** @returns 0 for a packet that is new, else how many copies of it have come by now */
  count({ from, to, info }: Ax25Frame, nowMs: number): number {
    const key = `${from}>${to}:${latin1Text(info)}`;
    const known = this.#seen.get(key);
    if (known && nowMs - known.firstMs < SAME_MS) return ++known.copies;
    this.#seen.delete(key);
    this.#seen.set(key, { firstMs: nowMs, copies: 0 });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return 0;
  }
}
