/** Numbers that look drawn and are the same on every machine (mulberry32, public domain). */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Both ends are drawn, too. */
  whole(from: number, to: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (to - from + 1));
  }

  /** @throws Error where there is nothing to draw from */
  pick<const T>(of: readonly T[]): T {
    const drawn = of[this.whole(0, of.length - 1)];
    if (drawn === undefined) throw new Error('nothing to draw from');
    return drawn;
  }

  /** Once in so many. */
  once(inSoMany: number): boolean {
    return this.whole(1, inSoMany) === 1;
  }

  call(): string {
    const name = `${this.pick(['W', 'K', 'N', 'DL', 'OH', 'VK'])}${this.whole(0, 9)}${this.letter()}${this.letter()}`;
    const ssid = this.whole(0, 15);
    return ssid === 0 ? name : `${name}-${ssid}`;
  }

  letter(): string {
    return String.fromCharCode(this.whole(65, 90));
  }

  words(): string {
    const count = this.whole(1, 3);
    return Array.from({ length: count }, () => this.pick(WORDS)).join(' ');
  }
}

const WORDS = ['Hill', 'on the road', 'Solar', 'net at 8', 'Club', 'Jeep', 'Cabin', 'QRV', 'Lake'] as const;

/** `7` with three characters is `007`. */
export function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** A number of base 91 (chapter 9), written here once more: the corpus owes nothing to the encoder. */
export function in91(value: number, width: number): string {
  return width === 0 ? '' : in91(Math.floor(value / 91), width - 1) + String.fromCharCode(33 + (value % 91));
}
