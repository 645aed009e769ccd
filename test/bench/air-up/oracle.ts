import { GAMMA } from '../../../firmware/air-up/plant/flow/air.js';
import type { OutletCommand, Plant } from '../../../firmware/air-up/plant/plant.js';
import { DEFAULTS, type PlantSetup } from '../../../firmware/air-up/plant/setup.js';

/** One tire that is to be filled through one outlet. */
export interface Visit {
  readonly outlet: number;
  readonly tire: number;
  readonly targetPsi: number;
}

/** What came of a visit. */
export interface Visited {
  /** From the start of its stage to the moment when the valve was told to shut. */
  readonly openS: number;
  /** From there until hose and tire had one pressure. */
  readonly drainS: number;
  /** The tire's pressure at that moment. */
  readonly settledPsi: number;
  /** What that becomes when the air has cooled. */
  readonly coldPsi: number;
}

/** Whether the pump is fed; told how each step went. */
export interface Feed {
  readonly power: boolean;
  after(seconds: number, running: boolean): void;
}

export const ALWAYS: Feed = { power: true, after: () => {} };

const LONG_S = 0.1;
const SHORT_S = 0.02;
const SHORTEST_S = 0.0005;
/** Hose and tire count as one pressure within this, psi. */
const EQUAL_PSI = 0.05;
const LONGEST_DRAIN_S = 20;
/** Longer than any tire takes that can be filled at all. */
const GIVE_UP_S = 4 * 3600;

/**
 * Opens the valves of all visits at once and tells each to shut when its tire, with what comes yet through the dead
 * time of the valve and out of the hose, will settle at the target. It sees the truth, and the pump is its own to feed.
 * @returns undefined when a target is never reached
 */
export function fillKnowingAll(
  plant: Plant,
  setup: PlantSetup,
  visits: readonly Visit[],
  feed: Feed,
): readonly Visited[] | undefined {
  const { tires } = plant.truth();
  const waiting = visits.map((visit) => {
    const psi = tires[visit.tire]?.psi ?? Number.NaN;
    return { visit, psi, openS: 0, drainS: 0, settledPsi: 0, coldPsi: 0 };
  });
  const shut = new Set<(typeof waiting)[number]>();
  let [seconds, stepS] = [0, SHORT_S];
  while (waiting.some(({ drainS }) => drainS === 0)) {
    if (seconds > GIVE_UP_S) return undefined;
    const outlets: OutletCommand[] = setup.outlets.map(() => ({ fill: false, vent: false }));
    for (const one of waiting) if (!shut.has(one)) outlets[one.visit.outlet] = { fill: true, vent: false };
    plant.step(stepS, { pumpPower: feed.power, outlets });
    seconds += stepS;
    const truth = plant.truth();
    feed.after(stepS, truth.pump.running);
    let nextS = seconds < 1 || shut.size > 0 ? SHORT_S : LONG_S;
    for (const one of waiting) {
      const { outlet, tire, targetPsi } = one.visit;
      const psi = truth.tires[tire]?.psi ?? Number.NaN;
      const hosePsi = truth.outlets[outlet]?.psi ?? Number.NaN;
      const ratePsiPerS = (psi - one.psi) / stepS;
      one.psi = psi;
      if (shut.has(one)) {
        if (one.drainS > 0 || truth.outlets[outlet]?.fillOpen) continue;
        const sinceS = seconds - one.openS;
        if (Math.abs(hosePsi - psi) > EQUAL_PSI && sinceS < LONGEST_DRAIN_S) continue;
        one.drainS = sinceS;
        one.settledPsi = psi;
        one.coldPsi = truth.tires[tire]?.coldPsi ?? Number.NaN;
        continue;
      }
      const missing = targetPsi - landingPsi(setup, one.visit, psi, hosePsi, ratePsiPerS);
      const leftS = ratePsiPerS > 0 ? missing / ratePsiPerS : missing > 0 ? LONG_S : 0;
      if (leftS <= SHORTEST_S) {
        one.openS = seconds;
        shut.add(one);
        nextS = SHORT_S;
      } else if (leftS < 10 * LONG_S) {
        nextS = Math.min(nextS, leftS < 2 * SHORT_S ? Math.max(SHORTEST_S, leftS) : SHORT_S);
      }
    }
    stepS = nextS;
  }
  return waiting;
}

/**
 * Where a tire settles when its valve is told to shut now: the flow of the dead time goes on, then the hose gives what
 * it has more than the tire. Air from a hose that is as warm as the air around raises a tire by
 * dP = gamma Vhose / Vtire (Phose - P); heat that the wall takes meanwhile is left out, and corrected by playing again.
 */
function landingPsi(
  setup: PlantSetup,
  { outlet, tire }: Visit,
  psi: number,
  hosePsi: number,
  ratePsiPerS: number,
): number {
  const { hoseL = DEFAULTS.outlet.hoseL, fillValve = DEFAULTS.outlet.fillValve } =
    setup.outlets[outlet] ?? {};
  const share = (GAMMA * hoseL) / (setup.tires[tire]?.cavity.volumeL ?? Number.NaN);
  const late = psi + Math.max(0, ratePsiPerS) * fillValve.closeDeadS;
  return late + (share * Math.max(0, hosePsi - late)) / (1 + share);
}
