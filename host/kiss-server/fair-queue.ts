/** A queue for one server, round robin over the owners: each owner’s own items in order, no owner twice before the others once. */
export class FairQueue<Owner, Item> {
  /** The first owner is next; who was served goes to the end. */
  readonly #waiting = new Map<Owner, Item[]>();

  /** @param limit how many of one owner may wait */
  constructor(private readonly limit: number) {}

  /** @returns false where too many of this owner wait already */
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

  /** Takes all that wait away. */
  clear(): Item[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return all;
  }
}
