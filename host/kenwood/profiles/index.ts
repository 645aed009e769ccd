import { OnairError } from '../../error.js';
import { suggest } from '../../nearest.js';
import type { RadioProfile } from '../profile.js';
import { tmD700 } from './tm-d700.js';

/** Every radio that can be talked into KISS, by its name on the command line. */
export const radioProfiles: ReadonlyMap<string, RadioProfile> = new Map(
  [tmD700].map((profile) => [profile.id, profile]),
);

/** @throws OnairError bad-value with the nearest name */
export function findProfile(name: string): RadioProfile {
  const profile = radioProfiles.get(name.trim().toLowerCase());
  if (profile) return profile;
  throw new OnairError('bad-value', {
    message: `there is no radio "${name}"`,
    hint: suggest(name, [...radioProfiles.keys()]),
    details: { radio: name },
  });
}
