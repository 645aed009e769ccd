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

/** A step of a reading from one level to another: by how much, and from where, psi. */
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
  const points = recent.slice(-2 * SIDE - BETWEEN);
  if (points.length < 2 * SIDE + BETWEEN) return undefined;
  const [before, after] = [points.slice(0, SIDE), points.slice(-SIDE)].map(levelOf);
  if (!before || !after) return undefined;
  const jump = after.psi - before.psi;
  const isFlat =
    Math.max(before.spread, after.spread) <= FLAT_SHARE * Math.abs(jump) &&
    before.spread + after.spread + BEYOND_PSI <= Math.abs(jump);
  return Math.abs(jump) >= JUMPS_PSI && isFlat ? { psi: jump, fromPsi: before.psi } : undefined;
}

function levelOf(points: readonly PressurePoint[]): { readonly psi: number; readonly spread: number } {
  let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { psi } of points) {
    sum += psi;
    low = Math.min(low, psi);
    high = Math.max(high, psi);
  }
  return { psi: sum / points.length, spread: high - low };
}
