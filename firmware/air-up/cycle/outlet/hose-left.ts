import type { Estimate } from '../estimate/estimate.js';
import { MOVED_PSI } from '../estimate/pulse.js';
import type { Pulse } from './outlet-state.js';

/**
 * By then after the command a valve has shut, ms: the slowest that still counts as sound takes 600, a link there and
 * back 300, and the hose behind it must begin to drain.
 */
export const SURELY_SHUT_MS = 1100;
/** A hose this far from its tire while air flows must come back by a share of that when the valve is shut, psi. */
export const COMES_BACK_PSI = 2;
export const COMES_BACK_SHARE = 0.25;
/**
 * Coming back by so much is enough where it is not known yet how far away the tire is, psi; a line that sags may do
 * more.
 */
const LEAVES_PSI = 1;

/** Mean of the hose in the last moment with the valve open, psi absolute. */
export function flowingPsi({ record, openSlices }: Pulse): number | undefined {
  return record.at(openSlices - 1)?.hosePsi;
}

/** How far the hose stood from the tire while air flowed, and how far it has come back; pressures are absolute. */
export interface Return {
  readonly away: number;
  readonly back: number;
  /** The tire has shown how it takes air, and so where it is. */
  readonly isKnown: boolean;
}

/** Against the tire as it was before a first pulse, as it likely was in later ones. */
export function returnOf(pulse: Pulse, { pulses }: Estimate, stillPsi: number): Return | undefined {
  const openPsi = flowingPsi(pulse);
  if (openPsi === undefined) return undefined;
  const tirePsi = pulses === 0 ? pulse.start.hotPsi : pulse.air.likely.hotPsi;
  const sign = pulse.direction === 'fill' ? 1 : -1;
  return { away: sign * (openPsi - tirePsi), back: sign * (openPsi - stillPsi), isKnown: pulses > 0 };
}

/**
 * Whether the hose has left the place where it stood while air flowed. A reading that stands still there is not that of
 * a tire: the valve, or the link to it, is only late, or it does not shut at all.
 */
export function hasLeft(there: Return | undefined): boolean {
  if (!there || there.away < MOVED_PSI) return true;
  const share = COMES_BACK_SHARE * there.away;
  return there.back >= (there.isKnown ? share : Math.min(share, LEAVES_PSI));
}

/** Whether that proves a valve that is shut: only where the hose stood well away from the tire. */
export function provesShut(there: Return | undefined): boolean {
  return there !== undefined && there.away >= COMES_BACK_PSI && hasLeft(there);
}
