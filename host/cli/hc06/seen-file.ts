import { dirname, join } from 'node:path';
import { makeFolder, readUserFile } from '../../base/node/index.js';
import { readSeen, type SeenLine, writeSeen } from '../../hc06/index.js';
import { parsePort } from '../../link/index.js';
import { WholeFile } from '../files/whole-file.js';
import type { Io } from '../terminal/io.js';

/** What this computer remembers of the modules that it saw on real ports; never a reason to fail. */
export interface SeenFile {
  load(): readonly SeenLine[];
  save(place: SeenLine): void;
}

const FORGETFUL: SeenFile = { load: () => [], save: () => {} };

/** The state file (XDG base directories) for a port; simulated ones and bridges are not remembered. */
export function seenFile({ env }: Io, portName: string): SeenFile {
  const home = env.XDG_STATE_HOME || (env.HOME && join(env.HOME, '.local', 'state'));
  if (!home || parsePort(portName).kind !== 'serial') return FORGETFUL;
  const path = join(home, 'onair', 'hc06.json');
  const load = (): readonly SeenLine[] => {
    try {
      return readSeen(readUserFile(path, { hint: '' }));
    } catch {
      return [];
    }
  };
  return {
    load,
    save: (place) => {
      try {
        makeFolder(dirname(path));
        new WholeFile(path, {}).replace(writeSeen(load(), place));
      } catch {
        // a folder that can't be written costs a second of search the next time
      }
    },
  };
}
