import type { Duty } from './pump-models.js';

/** Share of the heat at which the cut-out closes again: after 5 minutes for the small pump. */
const RESET_AT = 0.5;

/**
 * Heat of a motor as one number: 0 cold, 1 where the thermal cut-out opens. First order: it approaches 1 / share
 * while the motor runs and 0 while it rests. So a duty cycle of `share` just stays below 1, and a run from cold
 * opens the cut-out after `longestRunS` = -tau ln(1 - share).
 * Source: SOURCES.md#pump-duty (ARB CKMP12V2: resets by itself after a few to 30 minutes); the shape is derived.
 */
export class MotorHeat {
  readonly #tauS: number;
  readonly #end: number;
  #heat = 0;
  #open = false;

  constructor(duty: Duty) {
    const intermittent = duty.kind === 'intermittent';
    if (intermittent && !(duty.share > 0 && duty.share < 1 && duty.longestRunS > 0)) {
      throw new RangeError(`no duty: ${duty.share} of the time, ${duty.longestRunS} s at once`);
    }
    this.#end = intermittent ? 1 / duty.share : 0;
    this.#tauS = intermittent ? -duty.longestRunS / Math.log(1 - duty.share) : 1;
  }

  /** 0 cold, 1 at the cut-out. */
  get heat(): number {
    return this.#heat;
  }

  /** The cut-out has opened and not closed again. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Lets time pass with the motor running or not. */
  advance(seconds: number, running: boolean): void {
    const end = running ? this.#end : 0;
    this.#heat = end + (this.#heat - end) * Math.exp(-seconds / this.#tauS);
    if (this.#heat >= 1) this.#open = true;
    else if (this.#heat <= RESET_AT) this.#open = false;
  }
}
