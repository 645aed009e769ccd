import { join } from 'node:path';
import { makeFolder, readUserFile } from '../../../base/node/index.js';
import { type RecentLine, readRecentLines, writeRecentLines } from '../../../hc06/index.js';
import { parsePort } from '../../../link/index.js';
import { stateFolder } from '../../files/user-folders.js';
import { WholeFile } from '../../files/whole-file.js';
import type { Io } from '../../terminal/io.js';

/** The lines at which modules were found on real ports. A file that can't be read or written is ignored. */
export interface RecentLinesFile {
  load(): readonly RecentLine[];
  save(place: RecentLine): void;
}

const FORGETFUL: RecentLinesFile = { load: () => [], save: () => {} };

/** The state file (XDG base directories) for a port; simulated ones and bridges are not remembered. */
export function recentLinesFile(io: Pick<Io, 'env'>, portName: string): RecentLinesFile {
  const folder = stateFolder(io);
  if (folder === undefined || parsePort(portName).kind !== 'serial') return FORGETFUL;
  const path = join(folder, 'hc06.json');
  const load = (): readonly RecentLine[] => {
    try {
      return readRecentLines(readUserFile(path, { hint: '' }));
    } catch {
      return [];
    }
  };
  return {
    load,
    save: (place) => {
      try {
        makeFolder(folder);
        new WholeFile(path, { secret: true }).replace(writeRecentLines(load(), place));
      } catch {
        // without the file the next search takes a second longer
      }
    },
  };
}
