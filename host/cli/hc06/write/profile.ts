import { z } from 'zod';
import { OnairError } from '../../../base/index.js';
import { readUserFile } from '../../../base/node/index.js';
import { type CheckedYaml, checkYaml } from '../../../base/yaml/index.js';
import { type RequestedSettings, type RequestedText, readRequested } from '../../../hc06/index.js';

/** A PIN is text: YAML would read 0042 as 42. */
const quoted = z.string({ error: 'must be in quotes, as in "0042"' });

/** The shape of a file of settings for a module; its keys are those of the flags. */
export const profileShape = {
  name: z.string().optional(),
  pin: quoted.optional(),
  role: z.string().optional(),
  led: z.union([z.string(), z.boolean()], { error: 'must be on or off' }).optional(),
  parity: z.string().optional(),
  baud: z.number({ error: 'must be a rate, for example 9600' }).optional(),
};

const profile = z.strictObject(profileShape);

type Profile = z.infer<typeof profile>;

/** A profile in the form of flags. */
export function requestedText({ baud, led, ...words }: Profile): RequestedText {
  const onOff = typeof led === 'boolean' ? (led ? 'on' : 'off') : led;
  return {
    ...words,
    ...(onOff !== undefined && { led: onOff }),
    ...(baud !== undefined && { baud: String(baud) }),
  };
}

/** Reads a file. @throws OnairError bad-value */
export function readText(file: string): string {
  return readUserFile(file, { hint: 'a file that you may read; see the example in host/README.md' });
}

/**
 * Reads `--from FILE.yaml`; flags override the file.
 * @throws OnairError bad-value, unsafe with file:line:column
 */
export function readProfile(
  file: string,
  flags: RequestedText,
  force: boolean | undefined,
): RequestedSettings {
  const checked = checkYaml(readText(file), file, profile, () => Object.keys(profileShape), 'host/README.md');
  const words = requestedText(checked.value);
  for (const key of Object.keys(words)) checkOne(checked, words, key as keyof RequestedText, force);
  return readRequested({ ...words, ...flags }, force);
}

/** Checks one value of a file, so that an error has its line and column. */
export function checkOne(
  checked: CheckedYaml<unknown>,
  words: RequestedText,
  key: keyof RequestedText,
  force?: boolean,
): void {
  if (words[key] === undefined) return;
  try {
    readRequested({ [key]: words[key] }, force);
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    const placed = checked.error([key], error.message, error.hint);
    throw new OnairError(error.code, { message: placed.message, hint: placed.hint, details: placed.details });
  }
}
