import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, OnairError, suggest } from '../../base/index.js';
import type { Io } from '../terminal/io.js';

/** What a person keeps in `~/.config/onair/config.yaml` (or under XDG_CONFIG_HOME). */
export interface Config {
  /** Own call sign. */
  readonly call?: string;
}

const KEYS = ['call'];

/** @throws OnairError bad-value where the file has an unknown key */
export async function readConfig(io: Io): Promise<Config> {
  const home = io.env.HOME ?? io.env.USERPROFILE;
  const folder = io.env.XDG_CONFIG_HOME ?? (home === undefined ? undefined : join(home, '.config'));
  if (folder === undefined) return {};
  const path = join(folder, 'onair', 'config.yaml');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw refuse(path, messageOf(error), 'make the file readable, or remove it');
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw refuse(path, messageOf(problem).split('\n')[0] ?? '', 'for example: call: W1AW-9');
  const value: unknown = document.toJS();
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') throw refuse(path, 'is no list of keys', 'for example: call: W1AW-9');
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) throw refuse(path, `has no use for "${key}"`, suggest(key, KEYS));
  }
  const { call } = value as { call?: unknown };
  return call === undefined || call === null ? {} : { call: String(call) };
}

function refuse(path: string, what: string, hint: string): OnairError {
  return new OnairError('bad-value', { message: `${path}: ${what}`, hint });
}
