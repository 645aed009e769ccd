import { MotorHeat } from '../../../firmware/air-up/plant/supply/motor-heat.js';
import type { Duty } from '../../../firmware/air-up/plant/supply/pump-models.js';
import type { Feed } from './oracle.js';

type Intermittent = Extract<Duty, { kind: 'intermittent' }>;

/** How often the motor rests when it is hot, and until how cool. */
export interface Rests {
  readonly times: number;
  readonly untilHeat: number;
}

export const NO_RESTS: Rests = { times: 0, untilHeat: 1 };

/** As cool as the motor's own cut-out lets it become: so the oracle rests no oftener than that would. */
const COOLEST = 0.5;

/** Feeds the pump; rests as planned, and after the last rest runs on, however hot. */
export class RestingFeed implements Feed {
  readonly #heat: MotorHeat;
  #left: number;
  #resting = false;

  constructor(
    duty: Duty,
    private readonly rests: Rests,
  ) {
    this.#heat = new MotorHeat(duty);
    this.#left = rests.times;
  }

  get power(): boolean {
    return !this.#resting;
  }

  /** At the end above 1: the plan had too little rest; below: too much. */
  get heat(): number {
    return this.#heat.heat;
  }

  after(seconds: number, running: boolean): void {
    this.#heat.advance(seconds, running);
    if (this.#resting) this.#resting = this.#heat.heat > this.rests.untilHeat;
    else if (this.#left > 0 && this.#heat.heat >= 1) {
      this.#resting = true;
      this.#left--;
    }
  }
}

const tauS = ({ longestRunS, share }: Intermittent): number => -longestRunS / Math.log(1 - share);

/** Time of running between two heats, s: towards 1 / share with one time constant. */
export function runS(duty: Intermittent, from: number, to: number): number {
  const end = 1 / duty.share;
  return tauS(duty) * Math.log((end - from) / (end - to));
}

/**
 * The plan for so much running after the motor was hot once: as few rests as the cut-out would need, all equally
 * long (one long and one short rest take more time in all), each just long enough.
 */
export function planRests(duty: Intermittent, neededS: number): Rests {
  if (neededS <= 0) return NO_RESTS;
  const times = Math.ceil(neededS / runS(duty, COOLEST, 1));
  const end = 1 / duty.share;
  return { times, untilHeat: end - (end - 1) * Math.exp(neededS / times / tauS(duty)) };
}
