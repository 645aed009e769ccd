import { psiToPa } from '../../units.js';

/** After something has switched, and while the pressure switch is being hit. */
export const SHORTEST_S = 2e-4;
/** The tires are taken as they were at the beginning of a step: they change by 0.06 psi in this at most. */
const LONGEST_S = 0.1;
/** How far line and hoses may go in one step. */
const TARGET_PA = psiToPa(0.25);

/**
 * How long the next step of the integration may be: short where line and hoses move fast, long where they only follow
 * the tire. Backward Euler is stable at any length; this is for accuracy alone.
 */
export class StepSize {
  #seconds = SHORTEST_S;

  get seconds(): number {
    return this.#seconds;
  }

  /** Something has switched: fast changes follow. */
  restart(): void {
    this.#seconds = SHORTEST_S;
  }

  /** A step was made, and the fastest pressure went this far in it. */
  after(seconds: number, changePa: number): void {
    if (seconds <= 0) return;
    const fitting = changePa > 0 ? (seconds * TARGET_PA) / changePa : LONGEST_S;
    this.#seconds = Math.min(Math.max(fitting, SHORTEST_S), 2 * this.#seconds, LONGEST_S);
  }
}
