import type { Command } from 'commander';
import { OnairError } from '../../error.js';
import type { RadioProfile } from '../../kenwood/profile.js';
import { findProfile, radioProfiles } from '../../kenwood/profiles/index.js';

/** Flags of commands that know the radio. */
export interface RadioFlags {
  readonly radio: string;
  readonly band?: string;
}

/** Adds `--radio`. */
export function radioFlag(command: Command): Command {
  return command.option('--radio <radio>', `radio: ${[...radioProfiles.keys()].join(', ')}`, 'tm-d700');
}

/** Adds `--band`. */
export function bandFlag(command: Command): Command {
  return command.option('--band <band>', 'band for data, where the radio takes it with the mode: a or b');
}

/** @throws OnairError bad-value */
export function radioOf({ radio }: RadioFlags): RadioProfile {
  return findProfile(radio);
}

/**
 * What the user gave of the values that the profile has.
 * @throws OnairError bad-value
 */
export function valuesOf({ band }: RadioFlags, profile: RadioProfile): Readonly<Record<string, string>> {
  if (band === undefined) return {};
  if (!('band' in profile.values)) {
    throw new OnairError('bad-value', {
      message: `--band: the ${profile.title} does not take the band for data with the mode of its TNC`,
      hint: 'choose it in the menu of the radio, and leave --band away',
    });
  }
  const digit = { a: '0', b: '1' }[band.toLowerCase()];
  if (digit !== undefined) return { band: digit };
  throw new OnairError('bad-value', { message: `--band can't be "${band}"`, hint: 'a or b' });
}
