import type { Clock } from '../../base/index.js';

/** Requests that an address may send in a burst, and additional ones per second: hold-to-run needs ten. */
const BURST = 120;
const PER_S = 40;
/** Maximum number of addresses that are stored; the one silent longest is forgotten. */
const REMEMBERED = 256;

/** Limits the requests of each address: a runaway phone must not block the others. */
export class Rate {
  readonly #left = new Map<string, { tokens: number; atMs: number }>();

  constructor(private readonly clock: Clock) {}

  /** @returns whether this request is allowed */
  take(from: string): boolean {
    const nowMs = this.clock.now();
    const known = this.#left.get(from) ?? { tokens: BURST, atMs: nowMs };
    const tokens = Math.min(BURST, known.tokens + ((nowMs - known.atMs) / 1000) * PER_S);
    const passes = tokens >= 1;
    this.#left.delete(from);
    this.#left.set(from, { tokens: passes ? tokens - 1 : tokens, atMs: nowMs });
    const [oldest] = this.#left.keys();
    if (this.#left.size > REMEMBERED && oldest !== undefined) this.#left.delete(oldest);
    return passes;
  }
}
