import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Text of a file of the system; empty if it is gone, not ours to read, or if the system has no such files. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Names in a folder of the system; none if there is no such folder. */
export function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
