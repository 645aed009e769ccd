/** The air in a tire as far as it is known, psi absolute. */
export interface TireAir {
  /** Its pressure now. */
  readonly hotPsi: number;
  /** What that becomes when the air is as warm as the air around: the mass, as a pressure. */
  readonly coldPsi: number;
}

/** How a tire takes air: two numbers stand for the hose, the core, the volume and the wall. */
export interface FlowParameters {
  /** Sonic conductance of hose and core by the volume of the tire, C / V, 1/s. */
  readonly perS: number;
  /** How eagerly the wall takes heat: (k - 1) h A T / V, psi/s. */
  readonly wallPsiPerS: number;
  /** Ratio of pressures below which the flow is choked (b of ISO 6358). */
  readonly criticalRatio: number;
}

/** Which valve moves the air: into the tire, or out of it. */
export type Direction = 'fill' | 'vent';

/** Ratio of the specific heats of air. */
const K = 1.4;
/** Above this ratio of pressures the root is replaced by a line, which it would meet with an endless slope. */
const LINE_FROM = 0.99;

/** Share of the choked flow that passes at a ratio of pressures (ISO 6358-1: ellipse below choking). */
export function flowShare(ratio: number, criticalRatio: number): number {
  if (ratio <= criticalRatio) return 1;
  const x = (Math.min(ratio, LINE_FROM) - criticalRatio) / (1 - criticalRatio);
  const share = Math.sqrt(1 - x * x);
  return ratio > LINE_FROM ? (share * (1 - ratio)) / (1 - LINE_FROM) : share;
}

/** Flow from the hose into the tire as a rate of its cold pressure, psi/s; below 0 out of it. */
export function flowPsiPerS(air: TireAir, hosePsi: number, parameters: FlowParameters): number {
  return hosePsi >= air.hotPsi
    ? parameters.perS * hosePsi * flowShare(air.hotPsi / hosePsi, parameters.criticalRatio)
    : -parameters.perS * air.hotPsi * flowShare(hosePsi / air.hotPsi, parameters.criticalRatio);
}

/** How fast the pressure of the tire changes, psi/s: by the flow, and by the wall that cools or warms the air. */
export function changePsiPerS(air: TireAir, flow: number, parameters: FlowParameters): number {
  const warmth = flow > 0 ? 1 : air.hotPsi / air.coldPsi; // air comes as warm as that around, and goes as it is
  return K * flow * warmth - (parameters.wallPsiPerS * (air.hotPsi - air.coldPsi)) / air.coldPsi;
}

/**
 * Lets time pass with a pressure in the hose, psi absolute: a balance of mass and of energy, as the plant has it,
 * seen through the one sensor that a controller has. Its errors fade: a tire whose pressure is
 * taken too low fills faster here than in truth. Below choking that is quick; above it the hose tells nothing about the
 * tire.
 */
export function advance(air: TireAir, hosePsi: number, parameters: FlowParameters, seconds: number): TireAir {
  const flow = flowPsiPerS(air, hosePsi, parameters);
  const hotPsi = air.hotPsi + changePsiPerS(air, flow, parameters) * seconds;
  const coldPsi = air.coldPsi + flow * seconds;
  // The tire can't pass the hose within a step; without this a wide path would swing.
  const held = flow > 0 ? Math.min(hotPsi, hosePsi) : Math.max(hotPsi, hosePsi);
  return { hotPsi: held, coldPsi: Math.max(1, coldPsi) };
}
