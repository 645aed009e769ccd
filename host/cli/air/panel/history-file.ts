import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../base/index.js';
import { holdersOf } from '../../../base/node/index.js';
import { History } from '../../../panel/index.js';
import { stateFolder } from '../../files/user-folders.js';
import type { Io } from '../../terminal/io.js';

/**
 * The history file: `--history`, else in the state folder (XDG base directories).
 * @returns undefined for `none`, and if there is no such folder
 * @throws OnairError bad-value when it can't be written
 */
export function historyFile(io: Pick<Io, 'env'>, flag: string | undefined): History | undefined {
  const path = historyPath(io, flag);
  return path === undefined ? undefined : new History(path);
}

/**
 * The same for a panel, which also works without one: if the default place is not writable, it warns and continues.
 * @throws OnairError bad-value when a named file can't be written
 */
export function historyOrWarning(
  io: Pick<Io, 'env'>,
  flag: string | undefined,
  warn: (text: string) => void,
): History | undefined {
  const path = historyPath(io, flag);
  if (path === undefined) {
    if (flag === undefined)
      warn('no job is written down: there is no home folder. --history FILE names a file');
    return undefined;
  }
  try {
    return new History(path);
  } catch (error) {
    if (flag !== undefined) throw error;
    warn(`no job is written down: ${messageOf(error)}`);
    return undefined;
  }
}

/** Path of the file. */
export function historyPath(io: Pick<Io, 'env'>, flag: string | undefined): string | undefined {
  if (flag === 'none') return undefined;
  const folder = stateFolder(io);
  return flag ?? (folder && join(folder, 'air-history.ndjson'));
}

/** Warnings about the last run: it may have died in the middle of a job, or be at it still. */
export function remainsOf(history: History): readonly string[] {
  const last = history.all().at(-1);
  const isOpen = last?.stopReason === null;
  const other = isOpen ? holderOf(history.path) : undefined;
  return [
    ...(history.repaired.tornBytes > 0
      ? ['the history ended in half a line (the program or the computer had died): it was cut off']
      : []),
    ...(isOpen && other !== undefined
      ? [`${other} has the history open, too: the job begun ${last.startedAt} may still run there`]
      : []),
    ...(isOpen && other === undefined
      ? [
          `the last job, begun ${last.startedAt}, was cut short: the program ended in the middle of it. ` +
            `Measure ${last.tires.map(({ name }) => name).join(', ')} before you drive`,
        ]
      : []),
  ];
}

/** Another program that has the file open, where the system tells. */
function holderOf(path: string): string | undefined {
  const real = realpathSync(path);
  return holdersOf((target) => target === real).get(real);
}
