import { join } from 'node:path';
import { z } from 'zod';
import { fileProblem, OnairError, visibleJson } from '../../base/index.js';
import { makeFolder, readUserFileIfThere } from '../../base/node/index.js';
import type { Progress } from '../../setup/index.js';
import { stateFolder } from '../files/user-folders.js';
import { WholeFile } from '../files/whole-file.js';
import type { Io } from '../terminal/io.js';

const shape = z.object({
  answers: z.record(z.string(), z.string()),
  ended: z.record(z.string(), z.enum(['done', 'skipped'])),
});

/** The saved progress of a walk. */
export interface ProgressFile {
  /** False if there is no home folder: nothing is saved. */
  readonly isKept: boolean;
  /** Undefined if the walk was not started. @throws OnairError bad-value for a file that is not ours */
  load(): Progress | undefined;
  /** @throws OnairError bad-value if it can't be written */
  save(progress: Progress): void;
}

const NOWHERE: ProgressFile = { isKept: false, load: () => undefined, save: () => {} };

/**
 * The file of a walk in the state folder (XDG base directories); the simulated walk has one of its own.
 * It has a PIN and perhaps a position: only its owner can read it.
 */
export function progressFile(io: Pick<Io, 'env'>, walk: string, isSimulated: boolean): ProgressFile {
  const folder = stateFolder(io);
  if (folder === undefined) return NOWHERE;
  const path = join(folder, `setup-${walk}${isSimulated ? '-simulated' : ''}.json`);
  return {
    isKept: true,
    load: () => {
      const hint = `start over with --again, or move it away`;
      const text = readUserFileIfThere(path, { hint });
      if (text === undefined) return undefined;
      try {
        return shape.parse(JSON.parse(text));
      } catch {
        throw new OnairError('bad-value', {
          message: `${path} is not what onair wrote there`,
          hint: 'start over with --again, which replaces the file',
        });
      }
    },
    save: (progress) => {
      try {
        makeFolder(folder);
        new WholeFile(path, { secret: true }).replace(`${visibleJson(progress, 2)}\n`);
      } catch (error) {
        throw new OnairError('bad-value', {
          message: `can't keep where you are: ${fileProblem(error)}`,
          hint: `make ${folder} writable, or set XDG_STATE_HOME to a folder that is`,
        });
      }
    },
  };
}
