import { latin1Text } from '../../../base/index.js';
import type { Ax25Frame } from '../../ax25/index.js';

/** A digipeater repeats a packet immediately or not at all; like Dire Wolf and others, 30 s for the same packet, ms. */
const SAME_MS = 30_000;

/** Maximum number of packets remembered: more than a channel carries in that time. */
const MOST_REMEMBERED = 500;

/** The same for all copies of a packet: sender, destination and text. */
export function packetKey({ from, to, info }: Ax25Frame): string {
  return `${from}>${to}:${latin1Text(info)}`;
}

/** Detects copies of a packet. */
export class Copies {
  readonly #seen = new Map<string, { readonly firstMs: number; copies: number }>();

  /** @returns 0 for a new packet, else the number of copies so far */
  count(frame: Ax25Frame, nowMs: number): number {
    const key = packetKey(frame);
    const known = this.#seen.get(key);
    if (known && nowMs - known.firstMs < SAME_MS) return ++known.copies;
    this.#seen.delete(key);
    this.#seen.set(key, { firstMs: nowMs, copies: 0 });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return 0;
  }
}
