/**
 * A list that grows at its end, as a value: whoever holds a shorter one does not see what came later. The longest of
 * them share one array, so that one more costs nothing, however long it is.
 */
export class Growing<T> implements Iterable<T> {
  private constructor(
    private readonly all: T[],
    readonly length: number,
  ) {}

  static empty<T>(): Growing<T> {
    return new Growing<T>([], 0);
  }

  /** This one with one more. */
  and(one: T): Growing<T> {
    const { all, length } = this;
    const isLongest = all.length === length;
    const shared = isLongest ? all : all.slice(0, length);
    shared.push(one);
    return new Growing(shared, length + 1);
  }

  /** By position; from the end on below 0. */
  at(position: number): T | undefined {
    const from = position < 0 ? this.length + position : position;
    return from < this.length ? this.all[from] : undefined;
  }

  slice(from: number, to = this.length): readonly T[] {
    return this.all.slice(from, Math.min(to, this.length));
  }

  [Symbol.iterator](): Iterator<T> {
    return this.slice(0)[Symbol.iterator]();
  }
}
