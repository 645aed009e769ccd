import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Mode of a file or folder that only its owner may look into: it holds a PIN, a place, or when somebody is at home. */
export const OWNER_ONLY = { file: 0o600, folder: 0o700 } as const;

/**
 * Makes a folder with those above it, each for its owner only. Node's own `recursive` never returns below /proc (Node
 * 20), which is where a service without a home may have it.
 * @throws what `mkdirSync` throws
 */
export function makeFolder(path: string, mode: number = OWNER_ONLY.folder): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!existsSync(path)) throw error; // else another process was faster
  }
}
