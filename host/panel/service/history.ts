import { closeSync, fstatSync, fsync, ftruncateSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { fileProblem, OnairError, visibleJson } from '../../base/index.js';
import { makeFolder, OWNER_ONLY, openToAppend } from '../../base/node/index.js';
import { type JobRecord, jobRecord } from '../schema/air.js';

/** Size of the part at the end of the file that is read, bytes: thousands of jobs. */
const TAIL = 1024 * 1024;
const NEWLINE = 0x0a;

const toDisk = promisify(fsync);

/** Result of opening a history. */
export interface Repaired {
  /** Bytes of an incomplete last line: the computer died while it was written. */
  readonly tornBytes: number;
}

/**
 * The job history, one line of JSON for the start and one for the end of each job, in an append-only file. A
 * crash leaves at most a partial line at its end, which is removed when the file is opened again; a job
 * without an end was interrupted.
 */
export class History {
  #file: number;
  readonly repaired: Repaired;
  readonly #jobs = new Map<string, JobRecord>();
  /** Resolves when everything is on the disk, or can't be written. */
  #settled: Promise<unknown> = Promise.resolve();

  /** @throws OnairError bad-value when the file can't be written */
  constructor(readonly path: string) {
    try {
      makeFolder(dirname(path));
      this.#file = this.#open();
      this.repaired = this.#repair();
    } catch (error) {
      throw new OnairError('bad-value', {
        message: `can't keep the history in ${path}: ${fileProblem(error)}`,
        hint: 'take a file that you may write to (--history FILE), or --history none',
      });
    }
  }

  /** When somebody is at home, and how the tires are, is nobody's business. */
  #open(): number {
    return openToAppend(this.path, OWNER_ONLY.file);
  }

  /**
   * `air log forget` in another process, or an editor, puts a new file under the name: lines for the old one are lost.
   */
  #follow(): void {
    const ours = fstatSync(this.#file);
    const named = statSync(this.path, { throwIfNoEntry: false });
    if (named?.ino === ours.ino && named.dev === ours.dev) return;
    const old = this.#file;
    this.#file = this.#open();
    void this.#settled.then(() => closeSync(old));
  }

  /** Jobs by the time of their begin, the newest last. */
  all(): readonly JobRecord[] {
    return [...this.#jobs.values()];
  }

  /** Jobs of the last day. */
  since(time: Date): readonly JobRecord[] {
    return this.all().filter(({ startedAt }) => new Date(startedAt) >= time);
  }

  /**
   * Written when this returns, so that it outlives the program; on the disk when the promise resolves. An SD card may
   * take seconds for that, and neither valves nor leases can wait. Rejects with the file system's error.
   */
  async add(record: JobRecord): Promise<void> {
    this.#take(record);
    this.#follow();
    const bytes = Buffer.from(`${visibleJson(record)}\n`);
    const { size } = fstatSync(this.#file);
    try {
      const written = writeSync(this.#file, bytes);
      if (written < bytes.length) throw new Error(`${written} of ${bytes.length} bytes: the disk is full`);
    } catch (error) {
      this.#cutTo(size); // the next line must not follow a partial one
      throw error;
    }
    const synced = toDisk(this.#file);
    this.#settled = Promise.allSettled([this.#settled, synced]);
    await synced;
  }

  /** A file that can't be truncated (a pipe, a device) needs no truncation; the write error is what counts. */
  #cutTo(size: number): void {
    if (fstatSync(this.#file).isFile()) ftruncateSync(this.#file, size);
  }

  /** Waits for the disk first. */
  async close(): Promise<void> {
    await this.#settled;
    closeSync(this.#file);
  }

  #repair(): Repaired {
    const { size } = fstatSync(this.#file);
    const from = Math.max(0, size - TAIL);
    const tail = Buffer.alloc(size - from);
    readSync(this.#file, tail, 0, tail.length, from);
    const whole = tail.lastIndexOf(NEWLINE) + 1;
    const torn = tail.subarray(whole);
    const lines = tail.subarray(0, whole).toString('utf8').split('\n');
    if (from > 0) lines.shift(); // it began before the part that was read
    for (const line of lines) this.#takeLine(line);
    if (torn.length === 0) return { tornBytes: 0 };
    if (this.#takeLine(torn.toString('utf8'))) {
      writeSync(this.#file, '\n'); // only its line end is missing
      return { tornBytes: 0 };
    }
    ftruncateSync(this.#file, from + whole);
    return { tornBytes: torn.length };
  }

  #takeLine(line: string): boolean {
    try {
      this.#take(jobRecord.parse(withNamesOfToday(JSON.parse(line))));
      return true;
    } catch {
      return false; // not a record; the others count
    }
  }

  #take(record: JobRecord): void {
    this.#jobs.set(record.id, record);
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > KEPT && oldest !== undefined) this.#jobs.delete(oldest);
  }
}

/** Keys of versions before 2026-11-28, and the present ones. */
const OLD_KEYS = new Map([
  ['reason', 'stopReason'],
  ['because', 'reason'],
  ['closings', 'valveCycles'],
]);

const withKeysOfToday = (record: object): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [OLD_KEYS.get(key) ?? key, value]));

/** A line of an earlier version, with the present names; any other unchanged. */
function withNamesOfToday(line: unknown): unknown {
  if (typeof line !== 'object' || line === null || !('because' in line)) return line;
  const { tires, ...job } = line as Record<string, unknown>;
  const renamed = withKeysOfToday(job) as Record<string, unknown>;
  return {
    ...renamed,
    ...(renamed.stopReason === 'board-let-go' && { stopReason: 'lease-tripped' }),
    tires: Array.isArray(tires) ? tires.map(withKeysOfToday) : tires,
  };
}

/** More jobs than in any real day. */
const KEPT = 500;

/** A job that has started and not ended: the program died during it, unless it still runs. */
export function withEnding(record: JobRecord, runningId: string | undefined): JobRecord {
  if (record.stopReason !== null || record.id === runningId) return record;
  return { ...record, stopReason: 'unfinished', reason: 'the program ended in the middle of it' };
}
