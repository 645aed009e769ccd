import fs, { appendFileSync, chmodSync } from 'node:fs';
import { fileProblem, OnairError, visibleJson } from '../../../base/index.js';
import { OWNER_ONLY, programOf, readUserFileIfThere } from '../../../base/node/index.js';
import { type JournalEntry, readJournal } from '../../../hc06/index.js';
import { FileLock } from '../../files/file-lock.js';

/** The journal of a batch. It has PINs, so only its owner can read it. */
export interface Journal {
  readonly path: string;
  /** Its last line is half: the program or the computer died while it was written. */
  readonly isTorn: boolean;
  readonly before: ReadonlyMap<number, JournalEntry>;
  /** Numbers of the modules that are done, by their Bluetooth address. */
  readonly doneByAddress: Map<string, number>;
  /** @throws OnairError bad-value when it can't be written (a full disk) */
  write(entry: JournalEntry & Readonly<Record<string, unknown>>): void;
}

/** Twice the size of 9999 modules, each with some failed tries. */
const MAX_BYTES = 16_000_000;

/**
 * Runs `act` while no other batch uses this journal: both would write the same numbers. A batch takes hours, so only
 * the end of its process releases it.
 * @throws OnairError bad-usage if another one runs
 */
export async function withJournalLock<T>(file: string, act: () => Promise<T>): Promise<T> {
  const path = `${journalOf(file)}.lock`;
  const lock = new FileLock(path, fs, Number.POSITIVE_INFINITY);
  let owner: number | undefined;
  try {
    owner = lock.takeNow();
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `can't write ${journalOf(file)}: ${fileProblem(error)}`,
      hint: 'nothing was written to any module; make room or take another folder, and run the same command again',
    });
  }
  if (owner !== undefined) {
    throw new OnairError('bad-usage', {
      message: `another batch runs with ${file}: ${programOf(owner)}`,
      hint: `wait for it, or end it. If process ${owner} is no onair, remove ${path}`,
      details: { process: owner, lock: path },
    });
  }
  try {
    return await act();
  } finally {
    lock.give();
  }
}

const journalOf = (file: string): string => `${file}.journal.ndjson`;

/** The journal beside a batch file. Nothing is created before the first entry. @throws OnairError bad-value */
export function openJournal(file: string): Journal {
  const path = journalOf(file);
  const hint = 'make it readable, or move it away: then all modules are new';
  const found = readUserFileIfThere(path, { what: 'the journal', hint, maxBytes: MAX_BYTES, isLog: true });
  const existed = found !== undefined;
  const text = found ?? '';
  const before = readJournal(text);
  const rest = text.slice(text.lastIndexOf('\n') + 1);
  let isCut = rest !== ''; // the next entry must not follow on its line
  const write: Journal['write'] = (entry) => {
    try {
      if (existed) chmodSync(path, OWNER_ONLY.file);
      appendFileSync(path, `${isCut ? '\n' : ''}${visibleJson(entry)}\n`, { mode: OWNER_ONLY.file });
      isCut = false;
    } catch (error) {
      throw unwritten(path, entry, error);
    }
  };
  const done = [...before.values()].flatMap(({ n, state, address }) =>
    state === 'done' && address !== undefined ? [[address, n] as const] : [],
  );
  return { path, isTorn: isCut && readJournal(rest).size === 0, before, doneByAddress: new Map(done), write };
}

/** What could not be written is printed, so that no PIN is lost. */
function unwritten(path: string, { n, name, pin, state }: JournalEntry, error: unknown): OnairError {
  const module = `module ${n} (${name}${pin === undefined ? '' : `, PIN ${pin}`})`;
  return new OnairError('bad-value', {
    message: `can't write ${path}: ${fileProblem(error)}`,
    hint:
      state === 'begun'
        ? `nothing was written to ${module}; make room or take another folder, and run the same command again`
        : `${module} is ${state}, which is recorded nowhere else: write it down; then make room and run the same command again`,
    details: { n, name, ...(pin !== undefined && { pin }), state },
  });
}
