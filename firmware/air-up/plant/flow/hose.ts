import { cfmToLPerMin, psiToKpa, SEA_LEVEL_PA } from '../../../units.js';
import type { Conductance } from './flow.js';

/** A length of hose or air brake line. */
export interface Hose {
  readonly lengthM: number;
  readonly innerMm: number;
}

/**
 * Flow at which the formula (power 1.85) and a conductance (power 2) agree: 2.7 CFM, the geometric mean of the
 * 1.2 to 6 CFM of SOURCES.md#hose-loss. At both ends the loss is then off by 12 %, less than hoses differ.
 */
const MATCHED_L_PER_S = cfmToLPerMin(2.7) / 60;

/**
 * Pressure lost along a hose, kPa: 1.6e12 L q^1.85 / (d^5 P), with L in m, q in m3/s of free air, d in mm and P in
 * kPa absolute. Source: mgkscotland; SOURCES.md#hose-loss has its table. By Darcy-Weisbach a smooth bore loses about
 * 40 % less at the same flow: the formula is for a hose with its couplings.
 */
export function hoseLossKpa(hose: Hose, freeLPerS: number, linePa: number): number {
  return (1.6e12 * hose.lengthM * (freeLPerS / 1000) ** 1.85) / (hose.innerMm ** 5 * (linePa / 1000));
}

/**
 * A hose as a conductance with b = 0, the law of isothermal flow in a pipe: q = C sqrt(p1^2 - p2^2), so that
 * 2 P loss = (q / C)^2. C comes from {@link hoseLossKpa} at 2.7 CFM; P cancels.
 */
export function hoseConductance(hose: Hose): Conductance {
  const linePa = SEA_LEVEL_PA;
  const lossBar = hoseLossKpa(hose, MATCHED_L_PER_S, linePa) / 100;
  return { lPerSBar: MATCHED_L_PER_S / Math.sqrt((2 * linePa * lossBar) / 1e5), criticalRatio: 0 };
}

/** Volume of a hose, liters: a cylinder. */
export function hoseVolumeL(hose: Hose): number {
  return (Math.PI / 4) * (hose.innerMm / 100) ** 2 * hose.lengthM * 10;
}

/** Pressure lost along a hose, psi, at a gauge pressure and a flow in CFM of free air at sea level. */
export function hoseLossPsi(hose: Hose, cfm: number, gaugePsi: number): number {
  const linePa = SEA_LEVEL_PA + 1000 * psiToKpa(gaugePsi);
  return hoseLossKpa(hose, cfmToLPerMin(cfm) / 60, linePa) / psiToKpa(1);
}
