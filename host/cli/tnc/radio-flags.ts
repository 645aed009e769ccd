import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { readUserFile } from '../../base/node/index.js';
import { findProfile, type RadioProfile, radioProfiles, readProfile } from '../../kenwood/index.js';

/** Flags of commands that need a radio profile. */
export interface RadioFlags {
  readonly radio?: string;
  readonly band?: string;
}

const USUAL_RADIO = 'tm-d700';

/** Adds `--radio`. */
export function radioFlag(command: Command): Command {
  return command.option(
    '--radio <radio>',
    `radio: ${[...radioProfiles.keys()].join(', ')}, or a file of your own (default: ${USUAL_RADIO})`,
  );
}

/** Adds `--band`. */
export function bandFlag(command: Command): Command {
  return command.option('--band <band>', 'band for data, where the radio takes it with the mode: a or b');
}

/**
 * A radio by its name, or from a file: something with a dot or a slash in it.
 * @throws OnairError bad-value
 */
export function radioOf({ radio = USUAL_RADIO }: Pick<RadioFlags, 'radio'>): RadioProfile {
  if (!/[./\\]/.test(radio)) return findProfile(radio);
  const hint = 'give the file of an own profile, or a name: onair tnc radios';
  return readProfile(readUserFile(radio, { what: 'the profile', hint }), radio);
}

/**
 * The user's values for the variables of the profile.
 * @throws OnairError bad-value
 */
export function valuesOf({ band }: RadioFlags, profile: RadioProfile): Readonly<Record<string, string>> {
  if (band === undefined) return {};
  if (!('band' in profile.values)) {
    throw new OnairError('bad-value', {
      message: `--band: the ${profile.title} does not take the band for data with the mode of its TNC`,
      hint: 'choose it in the menu of the radio, and omit --band',
    });
  }
  const digit = { a: '0', b: '1' }[band.toLowerCase()];
  if (digit !== undefined) return { band: digit };
  throw new OnairError('bad-value', { message: `--band can't be "${band}"`, hint: 'a or b' });
}
