import type { Conductance } from '../../../firmware/air-up/plant/flow/flow.js';
import { createPlant, type Plant, type PlantCommands } from '../../../firmware/air-up/plant/plant.js';
import type { OutletSetup, PlantSetup } from '../../../firmware/air-up/plant/setup.js';
import { parseTireSize, type TireCavity, tireCavity } from '../../../firmware/air-up/plant/tire/tire-size.js';
import type { OutletTruth, TireTruth } from '../../../firmware/air-up/plant/truth.js';

/** Heat transfer so high that the air is always as warm as the wall. */
export const ISOTHERMAL = 1e6;
export const ADIABATIC = 0;

export const FILL: PlantCommands = { pumpPower: true, outlets: [{ fill: true, vent: false }] };
export const VENT: PlantCommands = { pumpPower: true, outlets: [{ fill: false, vent: true }] };
export const REST: PlantCommands = { pumpPower: true, outlets: [] };
export const OFF: PlantCommands = { pumpPower: false, outlets: [] };
/** The valve is open and the pump has no power. */
export const DRAW: PlantCommands = { pumpPower: false, outlets: [{ fill: true, vent: false }] };

/** @throws RangeError for text that is no size */
export function cavityOf(size: string): TireCavity {
  const parsed = parseTireSize(size);
  if (!parsed) throw new RangeError(`no tire size: ${size}`);
  return tireCavity(parsed);
}

export const TIRE_35 = cavityOf('35x12.5R17');
export const TIRE_31 = cavityOf('31x10.5R15');

/** A valve that costs nearly no pressure, behind it a short hose: what is left is `path`. */
export function onlyPath(path: Conductance): Partial<OutletSetup> {
  const wide = { lPerSBar: 20, criticalRatio: 0.4 };
  return { path, hoseL: 0.05, fillValve: { conductance: wide, openDeadS: 0.02, closeDeadS: 0.02 } };
}

/** One tire on one hose. */
export function oneTire(
  startPsi: number,
  more: Partial<PlantSetup> & { cavity?: TireCavity; outlet?: Partial<OutletSetup> } = {},
): Plant {
  const { cavity = TIRE_35, outlet = {}, ...setup } = more;
  return createPlant({
    tires: [{ name: 'FL', cavity, startPsi }],
    outlets: [{ at: 0, ...outlet }],
    lineStartPsi: 105,
    ...setup,
  });
}

/** The first tire. */
export function tireOf(plant: Plant, at = 0): TireTruth {
  const tire = plant.truth().tires[at];
  if (!tire) throw new RangeError(`no tire ${at}`);
  return tire;
}

/** The first outlet. */
export function outletOf(plant: Plant, at = 0): OutletTruth {
  const outlet = plant.truth().outlets[at];
  if (!outlet) throw new RangeError(`no outlet ${at}`);
  return outlet;
}

/** Steps until something is so. @returns seconds that it took */
export function stepUntil(
  plant: Plant,
  commands: PlantCommands,
  done: () => boolean,
  stepS = 0.02,
  atMostS = 2000,
): number {
  for (let seconds = 0; seconds < atMostS; seconds += stepS) {
    if (done()) return seconds;
    plant.step(stepS, commands);
  }
  throw new Error(`not within ${atMostS} s: ${JSON.stringify(plant.truth())}`);
}

/** `actual` is within a share of `wanted`, plus half of its last digit. */
export function near(actual: number, wanted: number, share: number, rounding = 0): boolean {
  return Math.abs(actual - wanted) <= Math.abs(wanted) * share + rounding;
}
