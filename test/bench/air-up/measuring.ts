import { STEADY_MS } from '../../../firmware/air-up/cycle/estimate/gauge.js';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { Sensor } from '../../../firmware/air-up/plant/sensor.js';
import { DEFAULTS } from '../../../firmware/air-up/plant/setup.js';
import { quantile, shareOf } from '../statistics.js';
import { figure, percent, table } from '../table.js';
import { REPORT_MS } from './controllers/controller.js';
import type { PhysicalLimit } from './limit.js';
import type { Limited } from './play/played.js';

/** What the issue asks of the 95th percentile. */
export const P95_BOUND = 1.2;

/** Time for which the cycle watches a pressure that counts, s. */
export const LOOK_S = STEADY_MS / 1000;

/**
 * What measuring itself costs, s: the tire is looked at before anything is opened, and once more when the hose has
 * come to rest after the closing. An oracle that must show what it knows needs this, too.
 */
export function measuringS({ drainS }: PhysicalLimit, lookS = LOOK_S): number {
  return lookS + drainS + lookS;
}

/** Whether the bound of the 95th percentile can be kept at all by somebody who measures before and after. */
export function isLongEnough(one: Limited): boolean {
  return measuredRatio(one) <= P95_BOUND;
}

/** How wrong a look of a length is in 99 of 100 cases, psi: noise of 0.05 to 0.2 psi and the 10 bits. */
function errorOfLook(lookS: number): number {
  const random = seeded(7);
  const errors: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const psi = 5 + 55 * random();
    const noisePsi = 0.05 + 0.15 * random();
    const sensor = new Sensor({ ...DEFAULTS.outlet.sensor, noisePsi }, psi, random);
    const looks = Math.round((1000 * lookS) / REPORT_MS);
    let sum = 0;
    for (let k = 0; k < looks; k++) sum += (((sensor.read() + 0.5) / 1024 - 0.1) * 150) / 0.8;
    errors.push(Math.abs(sum / looks - psi));
  }
  return quantile(errors, 0.99);
}

/** Time beside the limit of an oracle that measures before and after. */
export function measuredRatio({ limit }: Limited, lookS = LOOK_S): number {
  return (limit.openS + measuringS(limit, lookS)) / limit.openS;
}

/** The same with one valve cycle more, from which an unknown tire is learned. */
export function probedRatio(one: Limited, lookS = LOOK_S): number {
  return measuredRatio(one, lookS) + (one.limit.drainS + lookS) / one.limit.openS;
}

/**
 * The same with the sounding that safety demands before that: nobody knows that it is no bicycle's tire, and only a
 * shut valve and a hose at rest show it.
 */
export function soundedRatio(one: Limited, lookS = LOOK_S): number {
  return probedRatio(one, lookS) + (one.limit.drainS + lookS) / one.limit.openS;
}

/** The trade-off that physics leaves: longer looks are better and cost time, whatever controls the valve. */
export function measuringTable(jobs: readonly Limited[]): string {
  const rows = [0.02, 0.1, 0.2, 0.3, 0.5, 1].map((lookS) => {
    const ratios = jobs.map((one) => measuredRatio(one, lookS));
    const probed = jobs.map((one) => probedRatio(one, lookS));
    return [
      figure(lookS),
      figure(errorOfLook(lookS)),
      figure(quantile(ratios, 0.5), 3),
      figure(quantile(ratios, 0.95), 3),
      figure(quantile(probed, 0.95), 3),
      percent(shareOf(ratios, (ratio) => ratio <= P95_BOUND)),
    ];
  });
  return table(
    ['look, s', 'its error p99, psi', 'median', 'p95', 'p95 with a probe', `within ${P95_BOUND}`],
    rows,
  );
}
