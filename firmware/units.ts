/**
 * Every conversion of a unit, in one place. Names carry the unit: `Psi` is gauge pressure unless a name says
 * `Absolute`, `Pa` is absolute pressure, `KgPerS` is mass of dry air. Factors: NIST SP 811, appendix B.
 */

/** Pascal in one pound-force per square inch. */
const PA_PER_PSI = 6894.757293168;
/** Pascal in one bar. */
const PA_PER_BAR = 1e5;
/** Cubic meters in one US gallon: 231 cubic inches. */
const M3_PER_GALLON = 3.785411784e-3;
/** Liters in one cubic foot. */
const L_PER_FT3 = 28.316846592;
const M_PER_INCH = 0.0254;
const M_PER_FOOT = 0.3048;
const KELVIN_AT_0_C = 273.15;

/** Gas constant of dry air, J/(kg K): 8.314462 J/(mol K) / 28.965 g/mol (ISO 2533). */
export const AIR_GAS_CONSTANT = 287.05;

/** The air around: what a gauge counts from, what a pump takes in, what everything cools to. */
export interface Atmosphere {
  readonly pressurePa: number;
  readonly temperatureK: number;
}

/** Pressure at sea level in the standard atmosphere (ISO 2533). */
export const SEA_LEVEL_PA = 101_325;

/**
 * The atmosphere at an altitude: p = 101325 (1 - 2.25577e-5 h)^5.25588, good to 11 km (ISO 2533).
 * @param ambientC the real temperature there; only the pressure is taken from the standard
 */
export function atmosphereAt(altitudeM: number, ambientC = 20): Atmosphere {
  return {
    pressurePa: SEA_LEVEL_PA * (1 - 2.25577e-5 * altitudeM) ** 5.25588,
    temperatureK: celsiusToKelvin(ambientC),
  };
}

/** A difference of pressure: psi to Pa. */
export function psiToPa(psi: number): number {
  return psi * PA_PER_PSI;
}

/** A difference of pressure: Pa to psi. */
export function paToPsi(pa: number): number {
  return pa / PA_PER_PSI;
}

/** Gauge pressure in psi to absolute pressure in Pa. */
export function gaugePsiToPa(psi: number, ambient: Atmosphere): number {
  return psi * PA_PER_PSI + ambient.pressurePa;
}

/** Absolute pressure in Pa to gauge pressure in psi. */
export function paToGaugePsi(pa: number, ambient: Atmosphere): number {
  return (pa - ambient.pressurePa) / PA_PER_PSI;
}

/** Gauge to gauge: psi to kPa. */
export function psiToKpa(psi: number): number {
  return (psi * PA_PER_PSI) / 1000;
}

/** Gauge to gauge: kPa to psi. */
export function kpaToPsi(kpa: number): number {
  return (kpa * 1000) / PA_PER_PSI;
}

/** Gauge to gauge: psi to bar. */
export function psiToBar(psi: number): number {
  return (psi * PA_PER_PSI) / PA_PER_BAR;
}

/** Gauge to gauge: bar to psi. */
export function barToPsi(bar: number): number {
  return (bar * PA_PER_BAR) / PA_PER_PSI;
}

/** Cubic feet a minute to liters a minute, both of the same air. */
export function cfmToLPerMin(cfm: number): number {
  return cfm * L_PER_FT3;
}

/** Liters a minute to cubic feet a minute, both of the same air. */
export function lPerMinToCfm(lPerMin: number): number {
  return lPerMin / L_PER_FT3;
}

/** Density of dry air, kg/m3: p / (R T). */
export function airDensityKgPerM3(ambient: Atmosphere): number {
  return ambient.pressurePa / (AIR_GAS_CONSTANT * ambient.temperatureK);
}

/** Free air (at the pressure and temperature around) to mass: liters a minute to kg/s. */
export function freeLPerMinToKgPerS(lPerMin: number, ambient: Atmosphere): number {
  return (lPerMin / 60_000) * airDensityKgPerM3(ambient);
}

/** Mass to free air (at the pressure and temperature around): kg/s to liters a minute. */
export function kgPerSToFreeLPerMin(kgPerS: number, ambient: Atmosphere): number {
  return (kgPerS / airDensityKgPerM3(ambient)) * 60_000;
}

/** Sonic conductance: l/(s bar), as data sheets give it, to m3/(s Pa), as formulas want it. */
export function lPerSBarToM3PerSPa(lPerSBar: number): number {
  return lPerSBar / 1000 / PA_PER_BAR;
}

/** Degrees Celsius to kelvin. */
export function celsiusToKelvin(celsius: number): number {
  return celsius + KELVIN_AT_0_C;
}

/** Kelvin to degrees Celsius. */
export function kelvinToCelsius(kelvin: number): number {
  return kelvin - KELVIN_AT_0_C;
}

/** Inches to meters. */
export function inchesToM(inches: number): number {
  return inches * M_PER_INCH;
}

/** Feet to meters. */
export function feetToM(feet: number): number {
  return feet * M_PER_FOOT;
}

/** US gallons to liters. */
export function gallonsToL(gallons: number): number {
  return gallons * M3_PER_GALLON * 1000;
}
