import { OnairError } from '../../base/index.js';
import { radioProfiles } from './index.js';
import type { RadioProfile } from './profile.js';

/** The profile for the radio that has said its name where another was expected; undefined for any other error. */
export function profileFor(error: unknown): RadioProfile | undefined {
  const model = error instanceof OnairError ? error.details.model : undefined;
  if (typeof model !== 'string') return undefined;
  return [...radioProfiles.values()].find(
    ({ identity }) => identity.anyModel && identity.answers.test(`ID ${model}\r`),
  );
}
