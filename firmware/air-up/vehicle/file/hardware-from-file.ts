import type { Path } from '../../../../host/base/yaml/index.js';
import { type Calibration, ratiometric } from '../../cycle/index.js';
import type { VehiclePump, VehicleSensor } from '../vehicle.js';
import type { Wrong } from './problem.js';
import { pumpModel } from './pump-fields.js';
import type { VehicleFile } from './schema.js';

/** A gain that is further off is a wrong full scale, not a sensor's error: impala-air-ride takes 0.8 to 1.2 too. */
const GAINS = { min: 0.8, max: 1.2 };

/** The calibration is one for all sensors, or a list with one for each outlet. */
export function sensorsOf(
  { 'full-scale': fullScalePsi, calibration }: VehicleFile['sensor'],
  outlets: number,
  path: Path,
  wrong: Wrong,
): VehicleSensor[] {
  const nominal = ratiometric(fullScalePsi);
  const list = calibration === undefined ? [] : Array.isArray(calibration) ? calibration : [calibration];
  if (list.length > 1 && list.length !== outlets)
    wrong(
      [...path, 'calibration'],
      `${list.length} calibrations for ${outlets} outlets`,
      'one for all, or one each',
    );
  const own = list.map((given, index): Calibration => {
    const gain = given['psi-per-ratio'] / nominal.psiPerRatio;
    if (gain < GAINS.min || gain > GAINS.max) {
      const at = Array.isArray(calibration) ? [...path, 'calibration', index] : [...path, 'calibration'];
      const percent = Math.round((gain - 1) * 100);
      wrong(
        at,
        `psi-per-ratio is ${percent} % off for a sensor of ${fullScalePsi} psi`,
        'check full-scale; calibrate again (onair air calibrate)',
      );
    }
    return { zeroRatio: given['zero-ratio'], psiPerRatio: given['psi-per-ratio'] };
  });
  return Array.from({ length: outlets }, (_, index) => ({
    fullScalePsi,
    calibration: own[own.length === 1 ? 0 : index] ?? nominal,
  }));
}

/** The pump with its switch. */
export function pumpOf(given: VehicleFile['pump'], wrong: Wrong): VehiclePump {
  const { by, in: cutInPsi, out: cutOutPsi, relay, sensor } = given.switch;
  const model = pumpModel(given);
  if (typeof model === 'string') wrong(['pump'], model, 'see: onair air vehicle --example small-pump');
  if (cutInPsi >= cutOutPsi)
    wrong(['pump', 'switch'], 'in must be below out', 'for example in: 90 and out: 110');
  if (by === 'software' && !sensor)
    wrong(
      ['pump', 'switch'],
      'a switch in software needs a sensor at the line',
      'add sensor: { full-scale: 150 psi }',
    );
  if (by === 'software' && !relay)
    wrong(
      ['pump', 'switch'],
      'a switch in software needs the relay',
      'leave relay away, or take by: mechanical',
    );
  const [lineSensor] = sensor ? sensorsOf(sensor, 1, ['pump', 'switch', 'sensor'], wrong) : [];
  return {
    model: typeof model === 'string' ? NO_PUMP : model,
    cutInPsi,
    cutOutPsi,
    by,
    relay,
    ...(lineSensor && { lineSensor }),
  };
}

/** Stands where a file has no pump that can be used; a file with a problem is never used. */
const NO_PUMP: VehiclePump['model'] = {
  title: 'none',
  flow: [],
  current: [],
  ratedVolts: 12,
  flowPerVolt: 0,
  duty: { kind: 'continuous' },
  source: 'none',
};
