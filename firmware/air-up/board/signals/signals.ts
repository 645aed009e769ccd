import type { Clock, Timer } from '../../../../host/base/index.js';

/** A rhythm: on, off, on, ... in ms, beginning with on; played again and again if it repeats. */
export interface Rhythm {
  readonly ms: readonly number[];
  readonly repeats?: boolean;
}

/** The buzzer's rhythms. Long calls a person, short is a number, endless is a fault. */
export const SOUNDS = {
  done: { ms: [150, 100, 150, 100, 500, 100] },
  'move-hose': { ms: [400, 200, 400, 200] },
  fault: { ms: [100, 100, 100, 700], repeats: true },
  refused: { ms: [800, 100] },
} as const satisfies Readonly<Record<string, Rhythm>>;

/** The LED's rhythms. */
export const LIGHTS = {
  off: { ms: [] },
  /** Air flows. */
  flowing: { ms: [60_000], repeats: true },
  /** At work with the valves shut: it measures, or waits for a person. */
  working: { ms: [500, 500], repeats: true },
  done: { ms: [100, 1900], repeats: true },
  fault: { ms: [100, 100], repeats: true },
} as const satisfies Readonly<Record<string, Rhythm>>;

/** As many short beeps as the number of a preset, from 1. */
export function presetSound(number: number): Rhythm {
  return { ms: Array.from({ length: number }, () => [80, 170]).flat() };
}

/** Plays rhythms on one output. */
export class RhythmPlayer {
  #timer: Timer | undefined;
  #rhythm: Rhythm | undefined;
  #finished: () => void = () => {};
  /** Resolves when the current rhythm is over; one that repeats counts as over after its first round. */
  played: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly set: (on: boolean) => void,
  ) {}

  /** Plays from the beginning; one that already repeats just continues. */
  play(rhythm: Rhythm): void {
    if (rhythm === this.#rhythm && rhythm.repeats) return;
    this.stop();
    this.#rhythm = rhythm;
    this.played = new Promise((resolve) => {
      this.#finished = resolve;
    });
    this.#step(0);
  }

  /** Stops immediately, with the buzzer or LED off. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#rhythm) this.set(false);
    this.#rhythm = undefined;
    this.#finished();
  }

  #step(at: number): void {
    const { ms, repeats = false } = this.#rhythm ?? { ms: [] };
    const index = ms.length === 0 ? 0 : at % ms.length;
    if (at > 0 && index === 0) this.#finished();
    const duration = ms[index];
    if (duration === undefined || (at >= ms.length && !repeats)) {
      this.stop();
      return;
    }
    this.set(index % 2 === 0);
    this.#timer = this.clock.after(duration, () => this.#step(at + 1));
  }
}
