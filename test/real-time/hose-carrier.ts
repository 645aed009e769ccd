import FakeTimers from '@sinonjs/fake-timers';
import type { Plant } from '../../firmware/air-up/plant/plant.js';
import { HoseOperator } from '../../firmware/air-up/sim-board/person.js';

/** Time to take the hose off a tire, and again to put it on the next, ms. */
const MOVES_IN_MS = 1000;

/** A person who moves the hose to the next tire when the buzzer sounds, in the time of the board. */
export class HoseCarrier {
  readonly #clock = FakeTimers.createClock();
  readonly #person: HoseOperator;
  #tire = 0;

  constructor(private readonly plant: Plant) {
    const clock = {
      now: () => this.#clock.now,
      after: (ms: number, act: () => void) => {
        const timer = this.#clock.setTimeout(act, ms);
        return { cancel: () => this.#clock.clearTimeout(timer) };
      },
      sleep: () => Promise.reject(new Error('a person is told when, and does not wait')),
    };
    this.#person = new HoseOperator(clock, MOVES_IN_MS, (to) => this.#move(to));
  }

  /** The tire that the hose is on, or was. */
  get tire(): number {
    return this.#tire;
  }

  live(untilMs: number): void {
    this.#clock.tick(Math.max(0, Math.floor(untilMs) - this.#clock.now));
  }

  hear(isOn: boolean, atMs: number): void {
    this.live(atMs);
    this.#person.buzzer(isOn);
  }

  #move(to: 'off' | 'next'): void {
    if (to === 'next') this.#tire = (this.#tire + 1) % this.plant.truth().tires.length;
    this.plant.attach(0, to === 'off' ? 'off' : this.#tire);
  }
}
