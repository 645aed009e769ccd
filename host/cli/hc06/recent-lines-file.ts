import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RecentLine, readRecentLines, writeRecentLines } from '../../hc06/index.js';
import { parsePort } from '../../link/index.js';
import type { Io } from '../terminal/io.js';

/** What this computer remembers of the modules that it saw on real ports; never a reason to fail. */
export interface RecentLinesFile {
  load(): readonly RecentLine[];
  save(place: RecentLine): void;
}

const FORGETFUL: RecentLinesFile = { load: () => [], save: () => {} };

/** The state file (XDG base directories) for a port; simulated ones and bridges are not remembered. */
export function recentLinesFile({ env }: Io, portName: string): RecentLinesFile {
  const home = env.XDG_STATE_HOME || (env.HOME && join(env.HOME, '.local', 'state'));
  if (!home || parsePort(portName).kind !== 'serial') return FORGETFUL;
  const path = join(home, 'onair', 'hc06.json');
  const load = (): readonly RecentLine[] => {
    try {
      return readRecentLines(readFileSync(path, 'utf8'));
    } catch {
      return [];
    }
  };
  return {
    load,
    save: (place) => {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, writeRecentLines(load(), place));
      } catch {
        // a folder that can't be written costs a second of search the next time
      }
    },
  };
}
