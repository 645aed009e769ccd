import { dirname, join } from 'node:path';
import { makeFolder, readUserFile } from '../../../base/node/index.js';
import { type RecentLine, readRecentLines, writeRecentLines } from '../../../hc06/index.js';
import { parsePort } from '../../../link/index.js';
import { WholeFile } from '../../files/whole-file.js';
import type { Io } from '../../terminal/io.js';

/** The lines at which modules were found on real ports. A file that can't be read or written is ignored. */
export interface RecentLinesFile {
  load(): readonly RecentLine[];
  save(place: RecentLine): void;
}

const FORGETFUL: RecentLinesFile = { load: () => [], save: () => {} };

/** The state file (XDG base directories) for a port; simulated ones and bridges are not remembered. */
export function recentLinesFile({ env }: Pick<Io, 'env'>, portName: string): RecentLinesFile {
  const home = env.XDG_STATE_HOME || (env.HOME && join(env.HOME, '.local', 'state'));
  if (!home || parsePort(portName).kind !== 'serial') return FORGETFUL;
  const path = join(home, 'onair', 'hc06.json');
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
        makeFolder(dirname(path));
        new WholeFile(path, {}).replace(writeRecentLines(load(), place));
      } catch {
        // without the file the next search takes a second longer
      }
    },
  };
}
