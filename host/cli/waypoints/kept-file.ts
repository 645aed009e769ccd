import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, OnairError } from '../../error.js';
import { ForeignFile, type MapFormat, withWaypoints } from '../../packet/waypoints/map-file.js';
import type { HeardWaypoint } from '../../packet/waypoints/waypoint.js';

/** What is done to files; a test takes the power away in the middle of it. */
export type Files = Pick<
  typeof fs,
  | 'statSync'
  | 'realpathSync'
  | 'readFileSync'
  | 'openSync'
  | 'writeFileSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'unlinkSync'
>;

/** It is read and written anew for every waypoint: more than thirty thousand of them take too long. */
const MAX_BYTES = 8_000_000;

/** Nobody needs longer to write it: the part that is older belongs to a program that was killed. */
const STALE_MS = 10_000;

/**
 * A map file that is whole at every moment, whatever ends this process or the power: the new one is written beside it,
 * put onto the disk, and takes its name. The part beside it is also the lock between two of us. The file is the only
 * memory: what others change in it meanwhile stays.
 */
export class KeptFile {
  constructor(
    readonly path: string,
    private readonly format: MapFormat,
    private readonly files: Files = fs,
  ) {}

  /**
   * Puts waypoints in; without any it makes sure that they can be.
   * @throws OnairError bad-value; {@link isBusy} tells whether waiting helps
   */
  save(heard: readonly HeardWaypoint[]): void {
    const target = this.#attempt(() => this.#target());
    const part = join(dirname(target), `.${basename(target)}.onair-part`);
    let file: number | undefined = this.#attempt(() => this.#take(part));
    let written = false;
    try {
      const old = this.#attempt(() => this.#read(target));
      const text = this.#extended(old?.text, heard);
      if (text === old?.text) return;
      this.#attempt(() => {
        const { files } = this;
        const open = file as number;
        files.writeFileSync(open, Buffer.from(text, old?.encoding ?? 'utf8'));
        if (old) this.#asBefore(open, old.stat);
        files.fsyncSync(open);
        files.closeSync(open);
        file = undefined;
        files.renameSync(part, target);
        written = true;
        this.#settle(dirname(target));
      });
    } finally {
      if (file !== undefined) this.files.closeSync(file);
      if (!written) this.files.unlinkSync(part);
    }
  }

  /** Where a link leads to; the link itself stays. */
  #target(): string {
    try {
      return this.files.realpathSync(this.path);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return this.path;
      throw error;
    }
  }

  #take(part: string): number {
    const { files } = this;
    try {
      return files.openSync(part, 'wx');
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const { mtimeMs } = files.statSync(part);
    if (Date.now() - mtimeMs < STALE_MS) {
      throw new OnairError('bad-value', {
        message: `${this.#flag}: ${this.path} is being written by another onair`,
        hint: `if there is none, wait ten seconds: it was killed, and left ${part}`,
        details: { part },
      });
    }
    files.unlinkSync(part);
    return files.openSync(part, 'wx');
  }

  #read(target: string): { text: string; encoding: BufferEncoding; stat: fs.Stats } | undefined {
    let stat: fs.Stats;
    try {
      stat = this.files.statSync(target);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    if (!stat.isFile()) throw new Error('it is no ordinary file');
    if (stat.size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES / 1e6} MB; begin a new one`);
    const bytes = this.files.readFileSync(target);
    // Only ASCII is put in: in whatever encoding it is, all bytes of others come out as they were.
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    return { text: bytes.toString(encoding), encoding, stat };
  }

  #extended(text: string | undefined, heard: readonly HeardWaypoint[]): string {
    const before = text === undefined || text.trim() === '' ? this.format.empty : text;
    try {
      return withWaypoints(this.format, before, heard);
    } catch (error) {
      // A RangeError is a file that is nested deeper than any stack.
      if (!(error instanceof ForeignFile || error instanceof RangeError)) throw error;
      const place =
        error instanceof ForeignFile && error.offset !== undefined ? lineAndColumn(before, error.offset) : '';
      throw new OnairError('bad-value', {
        message: `${this.path}:${place} ${error.message}`,
        hint: `it stays as it is: take another file for ${this.#flag}, or mend it to be ${this.format.name}`,
        details: { file: this.path },
      });
    }
  }

  #asBefore(file: number, { mode, uid, gid }: fs.Stats): void {
    try {
      this.files.fchmodSync(file, mode & 0o7777);
      this.files.fchownSync(file, uid, gid);
    } catch {
      // not ours to give away; whoever may read it keeps that right by the folder
    }
  }

  /** Puts the new name onto the disk as well; systems without that (Windows) do it in their own time. */
  #settle(folder: string): void {
    let file: number | undefined;
    try {
      file = this.files.openSync(folder, 'r');
      this.files.fsyncSync(file);
    } catch {
    } finally {
      if (file !== undefined) this.files.closeSync(file);
    }
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof OnairError) throw error;
      throw new OnairError('bad-value', {
        message: `${this.#flag}: can't write ${this.path}: ${messageOf(error)}`,
        hint: 'take a file in a folder that exists and that you may write to',
        details: { file: this.path },
      });
    }
  }

  get #flag(): string {
    return `--${this.format.name.toLowerCase()}`;
  }
}

/** Whether another program has the file at this moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof OnairError && 'part' in error.details;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function lineAndColumn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}:`;
}
