import { psiToPa } from '../../units.js';

/** Minimum step, s: after something has switched, and when a step is shortened to the pressure switch. */
export const SHORTEST_S = 2e-4;
/** Maximum step, s. The tires are taken as at its beginning; they change by at most 0.06 psi in it. */
const LONGEST_S = 0.1;
/** Change of line and hoses that one step should not exceed. */
const TARGET_PA = psiToPa(0.25);

/**
 * Length of the next step of the integration: short where the pressure in line and hoses changes fast, long where they
 * only follow the tire. Backward Euler is stable at any length; this is for accuracy alone.
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

  /** Takes note of a step; `changePa` is the largest change of a pressure in it. */
  after(seconds: number, changePa: number): void {
    if (seconds <= 0) return;
    const fitting = changePa > 0 ? (seconds * TARGET_PA) / changePa : LONGEST_S;
    this.#seconds = Math.min(Math.max(fitting, SHORTEST_S), 2 * this.#seconds, LONGEST_S);
  }
}
