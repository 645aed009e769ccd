/** A stretch of time in which nothing gets through, ms. */
export interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What lies between board and cycle. */
export interface LinkSetup {
  /** From the board to the host, and back, ms. */
  readonly upMs: number;
  readonly downMs: number;
  /** The link stands still: what was sent comes all at once afterwards. */
  readonly stalls?: readonly Stall[];
  /** The host stands still: its timer is due before it reads what waits. */
  readonly hiccups?: readonly Stall[];
  /** From then on nothing gets through any more. */
  readonly cutMs?: number;
}

export const CABLE: LinkSetup = { upMs: 2, downMs: 2 };

/** One direction of a link: keeps the order, delays, stalls. */
export class OneWay<T> {
  readonly #waiting: { readonly atMs: number; readonly message: T }[] = [];
  #lastMs = 0;

  constructor(
    private readonly delayMs: number,
    private readonly stalls: readonly Stall[],
    private readonly cutMs = Number.POSITIVE_INFINITY,
  ) {}

  send(nowMs: number, message: T): void {
    let atMs = nowMs + this.delayMs;
    for (const { fromMs, toMs } of this.stalls) if (atMs >= fromMs && atMs < toMs) atMs = toMs;
    if (atMs >= this.cutMs) return;
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#waiting.push({ atMs: this.#lastMs, message });
  }

  /** When the next message comes. */
  get nextMs(): number {
    return this.#waiting[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Everything that has come by now. */
  take(nowMs: number): readonly T[] {
    let count = 0;
    while ((this.#waiting[count]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs) count++;
    return count === 0 ? [] : this.#waiting.splice(0, count).map(({ message }) => message);
  }
}
