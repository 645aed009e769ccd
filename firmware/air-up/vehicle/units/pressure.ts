import { psiToBar, psiToKpa } from '../../../units.js';
import type { PressureUnit } from './quantity.js';

/** How a pressure is shown: as fine as a sensor of 1 % can tell anything by. */
const SHOWN: Readonly<
  Record<PressureUnit, { readonly of: (psi: number) => number; readonly digits: number }>
> = {
  psi: { of: (psi) => psi, digits: 1 },
  bar: { of: psiToBar, digits: 2 },
  kPa: { of: psiToKpa, digits: 0 },
};

/** The number alone: `38.0`, `2.62`, `262`; a dash for one that is not known. */
export function pressureDigits(psi: number | null | undefined, units: PressureUnit): string {
  if (psi === null || psi === undefined || !Number.isFinite(psi)) return '-';
  const { of, digits } = SHOWN[units];
  const text = of(psi).toFixed(digits);
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

/** With its unit: `38.0 psi`. */
export function pressureText(psi: number | null | undefined, units: PressureUnit): string {
  return `${pressureDigits(psi, units)} ${units}`;
}

/** A pressure in the unit of the screen, as a number: for scales. */
export function pressureIn(psi: number, units: PressureUnit): number {
  return SHOWN[units].of(psi);
}
