import { readVehicle, VEHICLE_EXAMPLES, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError, suggest } from '../../../base/index.js';
import { readUserFile } from '../../../base/node/index.js';

/** Reads a vehicle file, or one of the examples. @throws OnairError bad-value, unsafe */
export async function loadVehicle(path: string): Promise<Vehicle> {
  return readVehicle(await vehicleText(path), path);
}

/** The text of a vehicle file, or of one of the examples. @throws OnairError bad-value */
export async function vehicleText(path: string): Promise<string> {
  const [, name] = /^example:(.*)$/.exec(path) ?? [];
  if (name !== undefined) return exampleText(name);
  return readUserFile(path, {
    what: 'the vehicle file',
    hint: 'write one with: onair air vehicle --example jeep --save jeep.yaml',
  });
}

/** @throws OnairError bad-value */
export function exampleText(name: string): string {
  const text = Object.entries(VEHICLE_EXAMPLES).find(([known]) => known === name)?.[1];
  if (text !== undefined) return text;
  throw new OnairError('bad-value', {
    message: `there is no example "${name}"`,
    hint: suggest(name, Object.keys(VEHICLE_EXAMPLES)),
  });
}
