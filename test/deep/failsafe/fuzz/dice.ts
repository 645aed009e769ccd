import { type Random, seeded } from '../../../../firmware/air-up/plant/random.js';

/** Random choices that are the same for the same seed. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** From `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** True in this share of the cases. */
  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.int(0, choices.length - 1)] ?? choices[0];
  }

  /** `count` numbers from `least` to `most`. */
  ints(count: number, least: number, most: number): number[] {
    return Array.from({ length: count }, () => this.int(least, most));
  }
}
