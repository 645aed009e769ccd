import type { Outlet } from '../../../air-up/second-plant/outlet.js';
import { Plant } from '../../../air-up/second-plant/plant.js';
import type { PlantSetup } from '../../../air-up/second-plant/setup.js';

/** A tire, its target, and the outlet that it hangs on. */
export interface Aim {
  readonly outlet: number;
  readonly tire: number;
  readonly targetPsi: number;
}

/** What somebody does who sees the truth. */
export interface OracleResult {
  /** From the start until the last valve is told to shut, rests of the pump and what hoses still give included, s. */
  readonly timeS: number;
  /** All drains of hoses together, s. */
  readonly drainS: number;
  /** Without the rests, s. */
  readonly openS: number;
  readonly runS: number;
  /** How far from its target the worst tire is: the proof that it knew. */
  readonly missPsi: number;
}

const LOOK_MS = 100;
/** Hose and tire count as one pressure within this, psi, and after this time in any case, ms. */
const EQUAL_PSI = 0.05;
const LONGEST_DRAIN_MS = 8000;
const GOOD_PSI = 0.02;
/** A tire that does not move by this in a minute never gets there, psi. */
const MOVES_PSI = 0.05;

/**
 * Fills (or lets down) one tire after another, each with its valve open once and shut at the one right moment, found by
 * trying on a saved plant. A pump with a duty rests as its plate wants: after its longest run from cold, (1 - share) /
 * share of what it still has to run.
 * @returns undefined when a target is never reached, or not within `atMostS`
 */
export function oracle(setup: PlantSetup, aims: readonly Aim[], atMostS = 3600): OracleResult | undefined {
  const { longestRunS, share } = setup.pump;
  const tireless = { ...setup.pump, longestRunS: Number.POSITIVE_INFINITY };
  const plant = new Plant({ ...setup, pump: tireless });
  plant.relay.command(true, 0);
  let drainMs = 0;
  let missPsi = 0;
  for (const aim of aims) {
    const reached = bring(plant, aim, atMostS * 1000);
    if (!reached) return undefined;
    drainMs += reached.drainMs;
    missPsi = Math.max(missPsi, Math.abs(reached.missPsi));
  }
  const { runS } = plant.pump;
  const openS = (plant.nowMs - drainMs) / 1000;
  const restS = runS > longestRunS ? ((runS - longestRunS) * (1 - share)) / share : 0;
  return { timeS: openS + restS, drainS: drainMs / 1000, openS, runS, missPsi };
}

function bring(
  plant: Plant,
  { outlet: position, tire, targetPsi }: Aim,
  atMostMs: number,
): { readonly drainMs: number; readonly missPsi: number } | undefined {
  const outlet = plant.outlets[position];
  if (!outlet) throw new RangeError(`no outlet ${position}`);
  const up = targetPsi > plant.tirePsi(tire);
  const valve = up ? outlet.fill : outlet.vent;
  const missing = (): number => (up ? 1 : -1) * (targetPsi - plant.tirePsi(tire));
  valve.command(true, plant.nowMs);
  let minutePsi = plant.tirePsi(tire);
  let minuteMs = plant.nowMs;
  let tryBelowPsi = 3;
  for (;;) {
    const before = missing();
    plant.run(LOOK_MS);
    if (plant.nowMs > atMostMs) return undefined;
    if (plant.nowMs - minuteMs >= 60_000) {
      if (Math.abs(plant.tirePsi(tire) - minutePsi) < MOVES_PSI) return undefined;
      minutePsi = plant.tirePsi(tire);
      minuteMs = plant.nowMs;
    }
    const rate = (before - missing()) / LOOK_MS;
    if (missing() > tryBelowPsi) continue;
    const saved = plant.save();
    const drainMs = shut(plant, outlet, valve, tire);
    const missPsi = missing();
    if (missPsi <= GOOD_PSI) return { drainMs, missPsi };
    plant.restore(saved);
    // Lets what is still missing flow in, and a little less: the next try lands nearer.
    plant.run(Math.max(0, Math.floor((0.9 * missPsi) / Math.max(rate, 1e-7)) - LOOK_MS));
    tryBelowPsi = Number.POSITIVE_INFINITY;
  }
}

/** @returns how long it took until hose and tire were one, ms */
function shut(plant: Plant, outlet: Outlet, valve: Outlet['fill'], tire: number): number {
  const fromMs = plant.nowMs;
  valve.command(false, fromMs);
  plant.run(valve.offMs + 1);
  const first = outlet.nodes[0];
  while (first && Math.abs(plant.psi(first) - plant.tirePsi(tire)) > EQUAL_PSI) {
    if (plant.nowMs - fromMs > LONGEST_DRAIN_MS) break;
    plant.run(20);
  }
  return plant.nowMs - fromMs;
}
