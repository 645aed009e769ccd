import { onOneAxle } from '../job/axle.js';
import { MOVES_AIR } from '../job/check-job.js';
import type { Doubt } from './doubt.js';
import type { OutletState, TireState } from './outlet-state.js';
import type { OutletContext } from './outlet-step.js';

/** A tire that was done this long ago has hardly lost anything but warmth, ms. */
const JUST_DONE_MS = 2 * 60_000;
/** A reading this near to it may be that tire, psi. */
const SAME_PSI = 0.4;
/** Tires of one axle differ by less when they are found, psi. */
const AXLE_PSI = 6;

/**
 * Why the hose may be on another tire than the one that was asked for. Only a person can say: what is asked is opened
 * by nobody's answer but theirs.
 */
export function doubtOf(
  { filled }: OutletState,
  tire: TireState,
  psi: number,
  { job, tires, target, tireIndex, nowMs }: OutletContext,
): Doubt | undefined {
  if (!MOVES_AIR[job.kind] || tire.startPsi !== undefined) return undefined;
  if (filled && filled.tire !== tireIndex && nowMs - filled.atMs < JUST_DONE_MS) {
    const [low, high] = [filled.coldPsi, filled.psi].sort((a, b) => a - b) as [number, number];
    if (psi > low - SAME_PSI && psi < high + SAME_PSI)
      return { about: 'same', other: filled.tire, psi, fromPsi: psi };
  }
  const other = tires.findIndex(
    ({ startPsi }, index) =>
      startPsi !== undefined &&
      index !== tireIndex &&
      onOneAxle(job.tires[index]?.name ?? '', target.name) &&
      Math.abs(startPsi - psi) > AXLE_PSI,
  );
  return other < 0 ? undefined : { about: 'axle', other, psi, fromPsi: psi };
}
