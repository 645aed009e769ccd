/**
 * Air as an ideal gas, for the second plant. Nothing here is shared with the product's own plant: two plants that agree
 * with closed forms, and differ in their structure, are what the cycle is judged by.
 */

/** Gas constant of dry air, J/(kg K): ISO 2533. */
export const GAS_CONSTANT = 287.05;
/** Ratio of specific heats of air between 0 and 100 °C. */
export const GAMMA = 1.4;
/** Specific heats, J/(kg K): cv = R / (gamma - 1), cp = gamma cv. */
export const CV = GAS_CONSTANT / (GAMMA - 1);
export const CP = GAMMA * CV;

/** Reference atmosphere of ISO 8778, which sonic conductances refer to: kg/m3 and K. */
export const REFERENCE_KG_PER_M3 = 1.185;
export const REFERENCE_K = 293.15;

export const PA_PER_PSI = 6894.757;
const PA_PER_BAR = 1e5;
const M3_PER_S_PER_CFM = 4.719474e-4;

/** The fixed step of the plant, s. */
export const STEP_S = 0.001;

/** Sonic conductance of data sheets, l/(s bar), in m3/(s Pa). */
export function conductance(lPerSBar: number): number {
  return lPerSBar / 1000 / PA_PER_BAR;
}

/** Cubic feet a minute in m3/s. */
export function cubicMetersPerS(cfm: number): number {
  return cfm * M3_PER_S_PER_CFM;
}

/** Pressure of the standard atmosphere at an altitude, Pa: ISO 2533, good to 11 km. */
export function atmospherePa(altitudeM: number): number {
  return 101_325 * (1 - 2.25577e-5 * altitudeM) ** 5.25588;
}

/**
 * Flow by ISO 6358 from a higher to a lower pressure, kg/s: choked below the critical ratio b, an ellipse above it.
 * Source: the equations of Simscape's "Constant Area Pneumatic Orifice (ISO 6358)" (mathworks.com/help/simscape).
 * @param rootT sqrt(293.15 K / temperature) of the air that flows
 */
export function isoFlow(c: number, b: number, fromPa: number, toPa: number, rootT: number): number {
  const choked = c * REFERENCE_KG_PER_M3 * fromPa * rootT;
  const ratio = toPa / fromPa;
  if (ratio <= b) return choked;
  const x = (ratio - b) / (1 - b);
  return x >= 1 ? 0 : choked * Math.sqrt(1 - x * x);
}
