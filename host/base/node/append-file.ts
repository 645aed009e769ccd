import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** Read and append; whatever kind of file this is, neither open nor write blocks. */
const { O_APPEND, O_CREAT, O_NONBLOCK = 0, O_RDWR } = constants;
const APPENDED = O_APPEND | O_CREAT | O_NONBLOCK | O_RDWR;

/**
 * Opens a file that gets lines at its end, and is created if there is none.
 * @param mode of a new file; the umask applies
 * @throws the file system's error; Error for a pipe, which keeps nothing, and whose lines would be read back as its own
 */
export function openToAppend(path: string, mode: number): number {
  const file = openSync(path, APPENDED, mode);
  if (!fstatSync(file).isFIFO()) return file;
  closeSync(file);
  throw new Error('it is a pipe, which keeps nothing');
}
