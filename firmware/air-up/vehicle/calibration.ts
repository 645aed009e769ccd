import { OnairError } from '../../../host/base/index.js';
import { type Calibration, ratiometric } from '../cycle/index.js';

/** Maximum distance from 10 % of the supply at 0 psi; more is a tire on the hose, or a broken sensor. */
const ZERO_ERROR = 0.02;
/** Readings that differ by more than this share of the supply do not stand still: ten counts of 1024. */
const STILL = 0.01;
/** A gauge reading below this says little about a sensor's gain, as a share of its full scale. */
const LEAST_SHARE = 0.05;
/** impala-air-ride limits its calibration so too: SOURCES.md#pressure-sensor. */
const GAIN = { min: 0.8, max: 1.2 };

/** The first point: the hose is open, what the sensor gives stands for 0 psi. @throws OnairError not-verified */
export function zeroOf(ratios: readonly number[]): number {
  const zero = still(ratios);
  if (Math.abs(zero - 0.1) <= ZERO_ERROR) return zero;
  throw notVerified(
    `the sensor gives ${percent(zero)} of its supply; an open hose gives 10 %`,
    'is the hose off the tire, its end open? else the sensor or its wires are bad',
  );
}

/** The second point: a tire with the reading of a gauge. @throws OnairError not-verified */
export function gainOf(
  ratios: readonly number[],
  zeroRatio: number,
  gaugePsi: number,
  fullScalePsi: number,
): Calibration {
  const above = still(ratios) - zeroRatio;
  const nominal = ratiometric(fullScalePsi).psiPerRatio;
  if (above * nominal < LEAST_SHARE * fullScalePsi) {
    throw notVerified(
      `the sensor shows ${(above * nominal).toFixed(1)} psi: too little to learn from`,
      `put the hose on a tire with ${Math.ceil(2 * LEAST_SHARE * fullScalePsi)} psi or more`,
    );
  }
  const psiPerRatio = gaugePsi / above;
  const gain = psiPerRatio / nominal;
  if (gain >= GAIN.min && gain <= GAIN.max) return { zeroRatio, psiPerRatio };
  throw notVerified(
    `gauge and sensor differ by ${Math.round(Math.abs(gain - 1) * 100)} %: no sensor is that wrong`,
    `check the gauge's unit, and full-scale in the vehicle file (now ${fullScalePsi.toFixed(0)} psi)`,
  );
}

function still(ratios: readonly number[]): number {
  const spread = Math.max(...ratios) - Math.min(...ratios);
  if (ratios.length < 10)
    throw notVerified('the sensor gives too few readings', 'check the cable, then calibrate again');
  if (spread > STILL)
    throw notVerified('the reading does not stand still', 'wait until no air moves, then calibrate again');
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

function notVerified(message: string, hint: string): OnairError {
  return new OnairError('not-verified', { message, hint });
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}
