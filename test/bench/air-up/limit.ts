import { createPlant } from '../../../firmware/air-up/plant/plant.js';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import type { PlantSetup } from '../../../firmware/air-up/plant/setup.js';

/** What physics allows: the valve open once, and shut at the one right moment, known from the truth. */
export interface PhysicalLimit {
  /** From the start to the moment when the valve is told to shut. */
  readonly openS: number;
  readonly starts: number;
}

const STEP_S = 0.02;

/**
 * Leaves the valve open and shuts it when the air that is in the tire and in the hose behind the valve would settle at the
 * target. The drop by cooling after that is not waited for: the settled pressure counts, as for the cycle.
 */
export function physicalLimit(setup: PlantSetup, targetPsi: number): PhysicalLimit {
  const plant = createPlant({ ...setup, random: seeded(1) });
  const fill = { pumpPower: true, outlets: [{ fill: true, vent: false }] };
  const tire = (): number => plant.truth().tires[0]?.psi ?? 0;
  for (let seconds = 0; seconds < 3600; seconds += STEP_S) {
    if (tire() >= targetPsi) return { openS: seconds, starts: plant.truth().pump.starts };
    plant.step(STEP_S, fill);
  }
  return { openS: Number.POSITIVE_INFINITY, starts: 0 };
}
