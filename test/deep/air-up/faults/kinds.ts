import type { FaultKind } from './kind.js';
import { AIR_KINDS } from './kinds-air.js';
import { LINK_KINDS } from './kinds-link.js';
import { PEOPLE_KINDS } from './kinds-people.js';
import { SENSOR_KINDS } from './kinds-sensor.js';
import { SUPPLY_KINDS } from './kinds-supply.js';

/**
 * Every way in which a job goes wrong here: at least one for each row of both tables of hazards, and for each thing
 * that was seen on a plant like this. Fixed before anything was tuned by it: a kind is added, never softened.
 */
export const KINDS: readonly FaultKind[] = [
  ...AIR_KINDS,
  ...SUPPLY_KINDS,
  ...SENSOR_KINDS,
  ...LINK_KINDS,
  ...PEOPLE_KINDS,
];
