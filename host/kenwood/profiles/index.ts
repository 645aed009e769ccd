import { OnairError, suggest } from '../../base/index.js';
import { genericTnc2 } from './generic-tnc2.js';
import type { RadioProfile } from './profile.js';
import { thD7 } from './th-d7.js';
import { thD72 } from './th-d72.js';
import { thD74 } from './th-d74.js';
import { tmD700 } from './tm-d700.js';
import { tmD710 } from './tm-d710.js';

/** Every radio that can be talked into KISS, by its name on the command line. */
export const radioProfiles: ReadonlyMap<string, RadioProfile> = new Map(
  [tmD700, tmD710, thD7, thD72, thD74, genericTnc2].map((profile) => [profile.id, profile]),
);

/** @throws OnairError bad-value with the nearest name */
export function findProfile(name: string): RadioProfile {
  const wanted = name.trim().toLowerCase();
  const all = [...radioProfiles.values()];
  const profile = all.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
  if (profile) return profile;
  throw new OnairError('bad-value', {
    message: `there is no radio "${name}"`,
    hint: suggest(name, [...radioProfiles.keys()]),
    details: { radio: name },
  });
}
