import { join } from 'node:path';
import { z } from 'zod';
import { readUserFileIfThere } from '../../base/node/index.js';
import type { Io } from '../terminal/io.js';
import { configFolder } from './user-folders.js';

/** The user's settings in `~/.config/onair/config.yaml` (or under XDG_CONFIG_HOME). */
export interface Config {
  /** Own call sign. */
  readonly call?: string | undefined;
}

const EXAMPLE = 'call: W1AW-9';
const shape = z.strictObject({ call: z.string().optional() });

/** @throws OnairError bad-value, with file:line:column if the file has an unknown key */
export async function readConfig(io: Pick<Io, 'env'>): Promise<Config> {
  const folder = configFolder(io);
  if (folder === undefined) return {};
  const path = join(folder, 'config.yaml');
  const text = readUserFileIfThere(path, { hint: 'make the file readable, or remove it' });
  if (text === undefined || text.split('\n').every((line) => /^\s*(#|$)/.test(line))) return {};
  const { checkYaml } = await import('../../base/yaml/index.js'); // takes long to load
  return checkYaml(text, path, shape, () => Object.keys(shape.shape), EXAMPLE).value;
}
