import { AIR_GAS_CONSTANT } from '../../../units.js';

/** Ratio of specific heats of dry air, a diatomic gas. */
export const GAMMA = 1.4;

/** Specific heat of air at constant pressure, J/(kg K): gamma R / (gamma - 1). */
export const CP = (GAMMA * AIR_GAS_CONSTANT) / (GAMMA - 1);

/** Specific heat of air at constant volume, J/(kg K): R / (gamma - 1). */
export const CV = AIR_GAS_CONSTANT / (GAMMA - 1);

/** Mass of air in a volume, kg, as an ideal gas: m = p V / (R T). Right within 0.3 % at 10 bar and 20 degrees. */
export function massKg(pa: number, m3: number, kelvin: number): number {
  return (pa * m3) / (AIR_GAS_CONSTANT * kelvin);
}

/** Pressure of a mass of air in a volume, Pa absolute: p = m R T / V. */
export function pressurePa(kg: number, m3: number, kelvin: number): number {
  return (kg * AIR_GAS_CONSTANT * kelvin) / m3;
}
