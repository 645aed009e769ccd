import { fileProblem, OnairError } from '../../base/index.js';
import { hasCode } from './files.js';
import { WholeFile } from './whole-file.js';

/** How messages refer to a file that a command writes. */
export interface Saving {
  /** The flag that named the file: `--out`. */
  readonly flag: string;
  /** Only its owner may read it. */
  readonly secret?: boolean;
}

/** Writes or replaces a file; after a failure the old one remains. @throws OnairError bad-value */
export function saveFile(path: string, text: string, { flag, secret = false }: Saving): void {
  try {
    new WholeFile(path, { secret }).replace(text);
  } catch (error) {
    throw unwritten(flag, path, error);
  }
}

/** Writes a new file: an existing one is somebody's work. @throws OnairError bad-value */
export function saveNewFile(path: string, text: string, { flag, secret = false }: Saving): void {
  try {
    new WholeFile(path, { secret }).create(text);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw unwritten(flag, path, error);
    throw new OnairError('bad-value', {
      message: `${flag}: ${path} exists, and is left as it is`,
      hint: 'take another name',
      details: { file: path },
    });
  }
}

function unwritten(flag: string, path: string, error: unknown): OnairError {
  return new OnairError('bad-value', {
    message: `${flag}: can't write ${path}: ${fileProblem(error)}`,
    hint: 'take a file in a folder that exists and that you may write to',
    details: { file: path },
  });
}
