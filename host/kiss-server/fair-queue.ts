/** A round-robin queue: each owner's items in order, and no owner twice before each other owner once. */
export class FairQueue<Owner, Item> {
  /** The first owner is next; after its turn it moves to the end. */
  readonly #waiting = new Map<Owner, Item[]>();

  /** @param limit maximum number of waiting items of one owner */
  constructor(private readonly limit: number) {}

  /** @returns false if too many of this owner wait already */
  add(owner: Owner, item: Item): boolean {
    const own = this.#waiting.get(owner);
    if (own === undefined) this.#waiting.set(owner, [item]);
    else if (own.length < this.limit) own.push(item);
    else return false;
    return true;
  }

  next(): Item | undefined {
    for (const [owner, own] of this.#waiting) {
      const item = own.shift();
      this.#waiting.delete(owner);
      if (own.length > 0) this.#waiting.set(owner, own);
      return item;
    }
    return undefined;
  }

  /** Removes and returns all waiting items. */
  clear(): Item[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return all;
  }
}
