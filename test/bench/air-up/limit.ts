import { createPlant } from '../../../firmware/air-up/plant/plant.js';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { DEFAULTS, type PlantSetup } from '../../../firmware/air-up/plant/setup.js';
import type { PumpModel } from '../../../firmware/air-up/plant/supply/pump-models.js';
import { fillKnowingAll } from './oracle.js';
import { NO_RESTS, planRests, RestingFeed, type Rests, runS } from './rests.js';

/** What physics allows: the valve open once, and shut at the one right moment, known from the truth. */
export interface PhysicalLimit {
  /** From the start to the moment when the valve is told to shut; endless when the pump can't reach the target. */
  readonly openS: number;
  /** From there until hose and tire have one pressure. */
  readonly drainS: number;
  /** How far from the target the tire then is: proof that the limit is one. */
  readonly missPsi: number;
  /** The tire's pressure when it has cooled. */
  readonly coldPsi: number;
  readonly starts: number;
  /** Rests that the motor needs by its plate. */
  readonly rests: number;
}

const UNREACHABLE: PhysicalLimit = {
  openS: Number.POSITIVE_INFINITY,
  drainS: 0,
  missPsi: 0,
  coldPsi: 0,
  starts: 0,
  rests: 0,
};

/** Played again with what the last time missed by, until that is small. */
const ROUNDS = 8;
const GOOD_PSI = 0.01;
/** A motor that ends so near to hot, above or below, has rested just long enough, in s of running. */
const GOOD_S = 0.3;

/**
 * The shortest time in which a single tire settles at its target. The cooling after that is not waited for: the
 * settled pressure counts, as for the cycle. A pump that gets hot rests: not until its own cut-out closes again, but
 * just as long as this job needs, which nobody could know without an oracle.
 */
export function physicalLimit(setup: PlantSetup, targetPsi: number): PhysicalLimit {
  const { duty } = setup.pump ?? DEFAULTS.pump;
  const tireless: PumpModel = { ...(setup.pump ?? DEFAULTS.pump), duty: { kind: 'continuous' } };
  const own = { ...setup, pump: tireless, random: seeded(1) };
  let [aimPsi, afterHotS] = [targetPsi, 0];
  let rests: Rests = NO_RESTS;
  let best = UNREACHABLE;
  for (let round = 0; round < ROUNDS; round++) {
    const plant = createPlant(own);
    const feed = new RestingFeed(duty, rests);
    const [visited] = fillKnowingAll(plant, own, [{ outlet: 0, tire: 0, targetPsi: aimPsi }], feed) ?? [];
    if (!visited) return UNREACHABLE;
    const { openS, drainS, settledPsi, coldPsi } = visited;
    const missPsi = settledPsi - targetPsi;
    best = { openS, drainS, missPsi, coldPsi, starts: plant.truth().pump.starts, rests: rests.times };
    const wrongS = duty.kind === 'continuous' ? 0 : runS(duty, 1, feed.heat);
    const rested = rests.times === 0 ? wrongS <= 0 : Math.abs(wrongS) <= GOOD_S;
    if (rested && Math.abs(missPsi) <= GOOD_PSI) break;
    aimPsi -= missPsi;
    if (duty.kind === 'continuous' || rested) continue;
    afterHotS += wrongS;
    rests = planRests(duty, afterHotS);
  }
  return best;
}
