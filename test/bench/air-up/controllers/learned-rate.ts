import { type Assignment, firstLook, open, type Play, restUntilCalm } from './controller.js';

const FIRST_PULSE_MS = 3000;
const SHARE = 0.8;
/** Weight of the newest rate. */
const EMA = 0.3;
const SHORTEST_MS = 100;
const LONGEST_MS = 30_000;
const LEAST_RATE_PSI_PER_S = 0.02;

/**
 * Pulses of 0.8 x error / learned rate, as jeep-air-down has them (firmware/air-up/SOURCES.md#controllers-compared):
 * first pulse 3 s, rate with a moving average of 0.3, 30 s at most, settles for up to 3 s; past the target it stops.
 * Kinder than the original in two points: the rate is psi per second of open valve (there: of all the time), and a
 * pulse may be as short as 0.1 s (there 1 s, in which a tank raises a small tire by up to 6 psi).
 */
export function* learnedRate({ targetPsi, tolerancePsi }: Assignment): Play {
  let psi = yield* firstLook();
  let rate: number | undefined;
  while (psi < targetPsi - tolerancePsi) {
    const wanted = rate === undefined ? FIRST_PULSE_MS : (1000 * SHARE * (targetPsi - psi)) / rate;
    const pulseMs = Math.min(Math.max(wanted, SHORTEST_MS), LONGEST_MS);
    const before = psi;
    yield* open(pulseMs);
    psi = yield* restUntilCalm();
    const now = Math.max((1000 * (psi - before)) / pulseMs, LEAST_RATE_PSI_PER_S);
    rate = rate === undefined ? now : (1 - EMA) * rate + EMA * now;
  }
  return psi;
}
