import type { Limits } from './job.js';

/**
 * The limits unless the user gives others. Sources: SOURCES.md#thresholds (what others use),
 * SOURCES.md#pressure-sensor (what one can tell), SOURCES.md#tire-pressure-limits (the ceiling), SOURCES.md#battery,
 * SOURCES.md#standardfirmata (rate of the reports).
 */
export const DEFAULT_LIMITS: Limits = {
  tolerancePsi: 0.3, // jeep-air-down takes 0.3, vending inflators promise 0.5
  ceilingPsi: 80, // the highest that sidewalls of light trucks and trailers allow (load range E)
  linePsi: 140, // between the switch (110) and the relief valve of a small on-board system
  staleMs: 250, // some ten missed reports
  // A board with leases trips half a second after the last renewal, and that was up to 250 ms after the last reading.
  // Up to here a computer has only stumbled; a link that stalls is given more.
  linkWaitMs: 600,
  hoseOffPsi: 3, // AIRAUTO; Hecker has 0.1 bar
  hoseWaitMs: 10 * 60_000,
  noRiseMs: 15_000, // OAS-Man: less than 1.75 psi in 15 s
  fastestPsiPerS: 12, // a tank at 110 psi through C 1.5 into a small tire makes 6
  maxValveCycles: 20, // AIRAUTO
  maxTireMs: 30 * 60_000,
  maxPulseMs: 5 * 60_000,
  batteryCutVolts: 11.8,
  batteryBackVolts: 12.4,
  batteryDelayMs: 5000,
  batteryPatienceMs: 120_000,
  pumpMinOffMs: 3000,
  coolMs: 3 * 60_000, // five times the longest tau of SOURCES.md#heat-in-the-tire
  leakTestMs: 10 * 60_000,
  leakPsi: 0.3,
  holdTopUps: 4, // cooling after a fast fill takes two or three
  holdTopUpsMs: 15 * 60_000,
  holdBandPsi: 1,
};
