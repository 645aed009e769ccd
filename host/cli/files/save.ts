import { fileProblem, OnairError } from '../../base/index.js';
import { hasCode } from './files.js';
import { WholeFile } from './whole-file.js';

/** How a file that a command writes is spoken of. */
export interface Saving {
  /** What named the file: `--out`. */
  readonly flag: string;
  /** Only its owner may read it. */
  readonly secret?: boolean;
}

/** Writes a file, or puts it in place of the one that is there; a failure leaves that one. @throws OnairError bad-value */
export function saveFile(path: string, text: string, { flag, secret = false }: Saving): void {
  try {
    new WholeFile(path, { secret }).replace(text);
  } catch (error) {
    throw unwritten(flag, path, error);
  }
}

/** Writes a file where there is none: one that is there is somebody's work. @throws OnairError bad-value */
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
