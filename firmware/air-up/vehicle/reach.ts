import { pressureText } from './units/index.js';
import type { PressureTarget, Vehicle } from './vehicle.js';

/** A pump restarts only below its cut-in: a tire as full as that may never get the rest, psi. */
const BELOW_CUT_IN_PSI = 5;

/** The highest target that pump and switch surely reach, psi. */
export function reachPsi({ pump }: Pick<Vehicle, 'pump'>): number {
  return pump.cutInPsi - BELOW_CUT_IN_PSI;
}

/**
 * The first target that the pump's switch does not let it reach, in the units of the vehicle file; undefined where all
 * are in reach.
 */
export function outOfReach(
  vehicle: Vehicle,
  targets: readonly Pick<PressureTarget, 'tire' | 'targetPsi'>[],
): { readonly message: string; readonly hint: string } | undefined {
  const most = reachPsi(vehicle);
  const far = targets.find(({ targetPsi }) => targetPsi > most);
  if (!far) return undefined;
  const of = (psi: number): string => pressureText(psi, vehicle.units);
  return {
    message: `${far.tire}: target ${of(far.targetPsi)} is too close to ${of(vehicle.pump.cutInPsi)}, where the pump's switch turns on`,
    hint: `at most ${of(most)}; if the switch turns on higher, set it in the vehicle file (pump: switch: in)`,
  };
}
