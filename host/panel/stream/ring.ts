/** The newest items up to a maximum number; older ones are forgotten. */
export class Ring<T> {
  #items: T[] = [];

  constructor(private readonly most: number) {}

  add(item: T): void {
    this.#items.push(item);
    // Truncated rarely, and in one step: shift() on each push would move all items each time.
    if (this.#items.length >= 2 * this.most) this.#items = this.#items.slice(-this.most);
  }

  /** From the oldest to the newest. */
  all(): readonly T[] {
    return this.#items.slice(-this.most);
  }
}
