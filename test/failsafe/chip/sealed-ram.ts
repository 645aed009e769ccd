import { sealBytes } from '../messages/fletcher32.js';

/** "leas", low byte first: the start of a table of leases in RAM. */
const MAGIC = [0x73, 0x61, 0x65, 0x6c];
const PLACES = 16;
const HEADER = 6;
/** Terms and trip. */
export const LEASE_BYTES = 15;
const TABLE_BYTES = HEADER + PLACES * LEASE_BYTES;

/** Where the fields of a lease are in its bytes. */
export const FIELD = {
  pin: 0,
  safeLevel: 1,
  silence: 2,
  active: 4,
  channel: 8,
  lowest: 9,
  highest: 11,
  samples: 13,
  trip: 14,
} as const;

const find = (ram: Uint8Array, bytes: readonly number[], from = 0): number => {
  for (let at = from; at <= ram.length - bytes.length; at++) {
    if (bytes.every((byte, i) => ram[at + i] === byte)) return at;
  }
  return -1;
};

/** The two tables of leases in the RAM of a board that has leases, and their seals. */
export class SealedRam {
  readonly #tables: readonly { readonly at: number; readonly sealAt: number }[];

  /** @throws Error when there are no two sealed tables */
  constructor(private readonly ram: Uint8Array) {
    const first = find(ram, MAGIC);
    const second = find(ram, MAGIC, first + 1);
    const seal = sealBytes(ram.subarray(first, first + TABLE_BYTES));
    const sealAt = find(ram, seal);
    const other = find(ram, seal, sealAt + 1);
    if (first < 0 || second < 0 || sealAt < 0 || other < 0) throw new Error('no two sealed tables in RAM');
    this.#tables = [
      { at: first, sealAt },
      { at: second, sealAt: other },
    ];
  }

  /** Bytes of the first table. */
  get table(): Uint8Array {
    const { at = 0 } = this.#tables[0] ?? {};
    return this.ram.slice(at, at + TABLE_BYTES);
  }

  /** Changes both tables, and seals them. */
  forge(change: (table: Uint8Array) => void): void {
    for (const { at, sealAt } of this.#tables) {
      const table = this.ram.subarray(at, at + TABLE_BYTES);
      change(table);
      this.ram.set(sealBytes(table), sealAt);
    }
  }

  /** Changes one of the tables and leaves its seal. */
  spoil(which: 0 | 1, change: (table: Uint8Array) => void): void {
    const { at = 0 } = this.#tables[which] ?? {};
    change(this.ram.subarray(at, at + TABLE_BYTES));
  }

  /** Bytes of the lease at an index. */
  static lease(table: Uint8Array, index: number): Uint8Array {
    const at = HEADER + index * LEASE_BYTES;
    return table.subarray(at, at + LEASE_BYTES);
  }

  static readonly COUNT_AT = 4;
}
