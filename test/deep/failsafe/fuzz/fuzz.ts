import { Dice } from './dice.js';
import { ExactEpisode } from './exact.js';
import { FloodEpisode } from './floods.js';
import type { Tally } from './tally.js';

/** Bytes of an episode, which begins with a new board. */
const EPISODE_BYTES = 4000;

export interface FuzzSetup {
  readonly seed: number;
  readonly bytes: number;
  /** Runs only this episode, to reproduce it. */
  readonly episode?: number;
}

/** @throws Error with the command that reproduces it */
export function fuzz({ seed, bytes, episode }: FuzzSetup, tally: Tally): void {
  for (let n = episode ?? 0; tally.bytes < bytes; n++) {
    const dice = new Dice(seed * 100_003 + n);
    try {
      const Episode = n % 2 === 0 ? ExactEpisode : FloodEpisode;
      new Episode(dice, tally).play(Math.min(EPISODE_BYTES, bytes - tally.bytes));
    } catch (error) {
      throw new Error(`seed ${seed}, episode ${n}: ${(error as Error).message}`, { cause: error });
    }
    tally.episodes += 1;
    if (episode !== undefined) return;
  }
}
