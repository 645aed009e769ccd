import type { PressurePoint } from './gauge.js';

/** Points before and after a jump, and those left out between them. */
const SIDE = 4;
const BETWEEN = 1;
/** Less is noise and pumps, psi. */
const JUMPS_PSI = 1.5;
/** Each side must be flat: what is left of its spread beside the jump. Air that flows off never is. */
const FLAT_SHARE = 0.4;
/** And a jump is more than both spreads by this, psi: a tank that empties at 12 psi/s is a ramp, which never is. */
const BEYOND_PSI = 1;

export interface Jump {
  readonly psi: number;
  readonly fromPsi: number;
}

/**
 * How far a reading has jumped in the last fifth of a second, psi, from one level to another within two reports. Air in
 * a hose does not do that, it takes a tenth of a second and more to get anywhere; a sensor that slips, or a loose plug,
 * does.
 */
export function jumpOf(recent: readonly PressurePoint[]): Jump | undefined {
  const from = recent.length - 2 * SIDE - BETWEEN;
  if (from < 0) return undefined;
  const before = levelOf(recent, from);
  const after = levelOf(recent, recent.length - SIDE);
  const jump = after.psi - before.psi;
  const isFlat =
    Math.max(before.spread, after.spread) <= FLAT_SHARE * Math.abs(jump) &&
    before.spread + after.spread + BEYOND_PSI <= Math.abs(jump);
  return Math.abs(jump) >= JUMPS_PSI && isFlat ? { psi: jump, fromPsi: before.psi } : undefined;
}

/** Of one side, by its first point. */
function levelOf(
  points: readonly PressurePoint[],
  first: number,
): { readonly psi: number; readonly spread: number } {
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = first; at < first + SIDE; at++) {
    const { psi } = points[at] as PressurePoint;
    sum += psi;
    low = Math.min(low, psi);
    high = Math.max(high, psi);
  }
  return { psi: sum / SIDE, spread: high - low };
}
