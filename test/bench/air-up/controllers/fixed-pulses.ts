import { type Assignment, firstLook, open, type Play, rest } from './controller.js';

const OPEN_MS = 5000;
const SETTLE_MS = 2000;

/**
 * Fixed pulses, as AIRAUTO and Cytis have them (firmware/air-up/SOURCES.md#controllers-compared): open 5 s, settle 2 s,
 * look, again until the target is there. AIRAUTO's limit of 20 cycles is left out: with a small pump most tires need
 * more.
 */
export function* fixedPulses({ targetPsi, tolerancePsi }: Assignment): Play {
  let psi = yield* firstLook();
  while (psi < targetPsi - tolerancePsi) {
    yield* open(OPEN_MS);
    psi = yield* rest(SETTLE_MS);
  }
  return psi;
}
