import { DEFAULT_LIMITS, type Limits } from '../../cycle/index.js';
import { type PressureUnit, pressureText } from '../units/index.js';
import { quantity, section } from './fields.js';
import type { Wrong } from './problem.js';

/** Nothing is filled above this, whatever a file says, psi: a medium truck's tires, on a system of 12 V. */
const HIGHEST_PSI = 125;
/** The sensor must read past a target, and a relief valve must not blow at it: SOURCES.md#tire-pressure-limits. */
const ABOVE_TARGET = 1.1;
/** A relief valve may let this much more come up before all goes out of it; the hose must hold that. */
const RELIEF_RISES = 1.1;
/** The line is called too full a little before the relief valve opens or the sensor ends. */
const BELOW = 0.95;

/** The block `high-pressure`: ratings of the parts that a tire above 80 psi needs. */
export function highPressureBlock(units: PressureUnit) {
  const rating = quantity(
    'pressure',
    { min: 80, max: 1000, text: '80 to 1000 psi, as printed on the part' },
    units,
  );
  return section({ sensor: rating, hose: rating, relief: rating });
}

interface Ratings {
  readonly sensor: number;
  readonly hose: number;
  readonly relief: number;
}

/** What the ratings allow; `problems` get what does not fit. */
export function highPressureLimits(
  ratings: Ratings | undefined,
  {
    fullScalePsi,
    cutOutPsi,
    units,
  }: { readonly fullScalePsi: number; readonly cutOutPsi: number; readonly units: PressureUnit },
  wrong: Wrong,
): Pick<Limits, 'ceilingPsi' | 'linePsi'> {
  if (!ratings) return DEFAULT_LIMITS;
  const { sensor, hose, relief } = ratings;
  const text = (psi: number): string => pressureText(psi, units);
  if (Math.abs(sensor - fullScalePsi) > 1)
    wrong(
      ['high-pressure', 'sensor'],
      `${text(sensor)} here, and full-scale of the sensor is ${text(fullScalePsi)}`,
      'both are the same sensor: check its label',
      true,
    );
  if (relief <= cutOutPsi)
    wrong(
      ['high-pressure', 'relief'],
      `the relief valve opens at ${text(relief)}, before the switch at ${text(cutOutPsi)}`,
      'the switch comes first: a relief valve above it, or a lower switch',
      true,
    );
  if (hose < relief * RELIEF_RISES)
    wrong(
      ['high-pressure', 'hose'],
      `a hose for ${text(hose)} must hold ${text(relief * RELIEF_RISES)}, to which a relief valve of ${text(relief)} lets it come`,
      'take a hose with a higher working pressure, or a lower relief valve',
      true,
    );
  return {
    ceilingPsi: Math.min(HIGHEST_PSI, sensor / ABOVE_TARGET, relief / ABOVE_TARGET),
    linePsi: Math.min(sensor, relief) * BELOW,
  };
}
