import { atmosphereAt, cfmToLPerMin, paToPsi } from '../../../units.js';
import { Curve } from '../../plant/index.js';
import type { Vehicle } from '../vehicle.js';

/** What a job has seen of a tire. */
interface Filled {
  readonly startPsi: number;
  /** Where it ends when the air has cooled. */
  readonly coolPsi: number;
  readonly openMs: number;
}

/** A smaller rise says more about the sensor than about the tire, psi. */
const LEAST_RISE_PSI = 5;
/** How far the hose is above the tire while air flows, for the pumps and cores of SOURCES.md#conductance, psi. */
const HEAD_PSI = 22;

/**
 * The air space of a tire from what the pump put into it: free air by its curve, over the rise. Good to a third, since
 * a curve is that of a new pump; undefined where a tank gave air too, or the rise is small.
 */
export function learnedVolumeL(
  { pump: { model }, tankL, altitudeM }: Vehicle,
  { startPsi, coolPsi, openMs }: Filled,
): number | undefined {
  if (tankL > 0 || coolPsi - startPsi < LEAST_RISE_PSI) return undefined;
  const hosePsi = (startPsi + coolPsi) / 2 + HEAD_PSI;
  const cfm = new Curve(model.flow.map(({ psi, cfm: flow }) => [psi, flow] as const)).at(hosePsi);
  const freeL = (cfmToLPerMin(cfm) * openMs) / 60_000;
  const { pressurePa } = atmosphereAt(altitudeM);
  return (freeL * paToPsi(pressurePa)) / (coolPsi - startPsi);
}
