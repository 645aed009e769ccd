import { isUtf8 } from 'node:buffer';
import fs, { type BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is done to files; a test pulls the plug in the middle of it. */
export type Files = Pick<
  typeof fs,
  | 'statSync'
  | 'realpathSync'
  | 'readdirSync'
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

/** A file as it was found. */
export interface Found {
  readonly text: string;
  /** Latin-1 where it is no UTF-8: so every byte comes out as it was. */
  readonly encoding: BufferEncoding;
  readonly stat: BigIntStats;
}

/**
 * A text file that is whole at every moment, whatever ends this process or the power: the new one is written beside it,
 * put onto the disk, and takes its name. Everything throws what `node:fs` throws.
 */
export class WholeFile {
  /** @param maxBytes a larger one is not read */
  constructor(
    readonly path: string,
    private readonly maxBytes: number,
    private readonly files: Files = fs,
  ) {}

  /** Removes the parts of processes that are no more. */
  sweep(): void {
    const target = this.#target();
    for (const name of this.files.readdirSync(dirname(target))) {
      const pid = Number(/\.(\d+)\.onair-part$/.exec(name)?.[1]);
      const path = join(dirname(target), name);
      if (pid > 0 && path === partOf(target, pid) && !isAlive(pid)) this.files.unlinkSync(path);
    }
  }

  /** Undefined where there is none. */
  read(): Found | undefined {
    const target = this.#target();
    const stat = this.#stat(target);
    if (!stat) return undefined;
    if (!stat.isFile()) throw new Error('it is no ordinary file');
    if (stat.size > this.maxBytes)
      throw new Error(`it is larger than ${this.maxBytes / 1e6} MB; begin a new one`);
    const bytes = this.files.readFileSync(target);
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    return { text: bytes.toString(encoding), encoding, stat };
  }

  /** @returns false where somebody else has written the file since it was found: then nothing is done */
  replace(found: Found | undefined, text: string): boolean {
    const { files } = this;
    const target = this.#target();
    const part = partOf(target, process.pid);
    let written = false;
    try {
      this.#write(part, found, text);
      if (!isSame(found?.stat, this.#stat(target))) return false;
      files.renameSync(part, target);
      written = true;
    } finally {
      if (!written) this.#remove(part); // a full disk needs the room
    }
    this.#settle(dirname(target));
    return true;
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

  #stat(target: string): BigIntStats | undefined {
    try {
      return this.files.statSync(target, { bigint: true });
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #write(part: string, found: Found | undefined, text: string): void {
    const { files } = this;
    const file = files.openSync(part, 'w');
    try {
      files.writeFileSync(file, Buffer.from(text, found?.encoding ?? 'utf8'));
      if (found) this.#asBefore(file, found.stat);
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
  }

  #remove(part: string): void {
    try {
      this.files.unlinkSync(part);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error; // it could not even be begun
    }
  }

  #asBefore(file: number, { mode, uid, gid }: BigIntStats): void {
    try {
      this.files.fchmodSync(file, Number(mode) & 0o7777);
      this.files.fchownSync(file, Number(uid), Number(gid));
    } catch (error) {
      if (!hasCode(error, 'EPERM')) throw error; // not ours to give away
    }
  }

  /** Puts the new name onto the disk as well. Some systems can't (Windows, some shares): they do it in their own time. */
  #settle(folder: string): void {
    try {
      const file = this.files.openSync(folder, 'r');
      this.files.fsyncSync(file);
      this.files.closeSync(file);
    } catch {
      // every program sees the new file already
    }
  }
}

/** Its name has the number of a process: two that keep one file do not write one part. */
function partOf(target: string, pid: number): string {
  return join(dirname(target), `.${basename(target)}.${pid}.onair-part`);
}

function isSame(before: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  return before?.ino === now?.ino && before?.mtimeNs === now?.mtimeNs && before?.size === now?.size;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
