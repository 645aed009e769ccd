import { isUtf8 } from 'node:buffer';
import fs, { type BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OWNER_ONLY } from '../../base/node/index.js';
import { FileLock } from './file-lock.js';
import { type Files, hasCode, unlessGone } from './files.js';

/** The previous state of a file. */
interface Found {
  /** Undefined if it was not read. */
  readonly text: string | undefined;
  /** Latin-1 if it is not UTF-8, so that every byte is kept. */
  readonly encoding: BufferEncoding;
  readonly stat: BigIntStats;
}

/** Options for a kind of file. */
export interface WholeFileSetup {
  /** Maximum size that is read, bytes. */
  readonly maxBytes?: number;
  /** Only its owner may read it. */
  readonly secret?: boolean;
  readonly files?: Files;
}

/** Mode of a new file; the umask applies. */
const FOR_ALL = 0o666;

/** Maximum number of retries when a program without our lock writes the file at the same time. */
const MOST_TRIES = 10;

/**
 * A text file that is complete at every moment, however this process ends: the new text is written to a file beside it,
 * synced to the disk, and renamed. Our processes that write the same file take turns.
 */
export class WholeFile {
  readonly #maxBytes: number;
  readonly #secret: boolean;
  readonly #files: Files;

  constructor(
    private readonly path: string,
    { maxBytes = 0, secret = false, files = fs }: WholeFileSetup,
  ) {
    this.#maxBytes = maxBytes;
    this.#secret = secret;
    this.#files = files;
  }

  /**
   * Replaces the text of the file (undefined: there is none). Inserted text must be ASCII: the
   * rest may have any encoding.
   * @throws what `node:fs` and `change` throw; then the file is unchanged
   */
  update(change: (text: string | undefined) => string): void {
    this.#inTurn((target) => {
      const found = this.#read(target);
      return { found, text: change(found?.text) };
    });
  }

  /** Writes a text, whether or not the file exists. @throws what `node:fs` throws; then the file is unchanged */
  replace(text: string): void {
    this.#inTurn((target) => ({ found: unread(this.#stat(target)), text }));
  }

  /** Writes a text if there is no file. @throws what `node:fs` throws; EEXIST if there is one */
  create(text: string): void {
    this.#inTurn((target) => {
      if (this.#stat(target)) throw Object.assign(new Error('it exists'), { code: 'EEXIST' });
      return { found: undefined, text };
    });
  }

  #inTurn(next: (target: string) => { readonly found: Found | undefined; readonly text: string }): void {
    const target = this.#target();
    this.#stat(target); // before the lock is created: without write permission the kind of file is the better error
    const beside = (end: string): string => join(dirname(target), `.${basename(target)}.onair-${end}`);
    const lock = new FileLock(beside('lock'), this.#files);
    lock.take();
    try {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { found, text } = next(target);
        if (this.#replace(target, beside('part'), found, text)) return;
      }
      throw new Error('another program writes it all the time');
    } finally {
      lock.give();
    }
  }

  /** The target of a link; the link itself stays. */
  #target(): string {
    return unlessGone(() => this.#files.realpathSync(this.path)) ?? this.path;
  }

  #read(target: string): Found | undefined {
    const stat = this.#stat(target);
    if (!stat) return undefined;
    if (stat.size > this.#maxBytes)
      throw new Error(`it is larger than ${this.#maxBytes / 1e6} MB; begin a new one`);
    const bytes = this.#files.readFileSync(target);
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    return { text: bytes.toString(encoding), encoding, stat };
  }

  #stat(target: string): BigIntStats | undefined {
    const stat = unlessGone(() => this.#files.statSync(target, { bigint: true }));
    if (stat && !stat.isFile()) throw new Error('it is no ordinary file');
    return stat;
  }

  /** @returns false if another program has written the file in the meantime: then nothing is done */
  #replace(target: string, part: string, found: Found | undefined, text: string): boolean {
    if (text === found?.text) return true;
    let written = false;
    try {
      this.#write(part, found, text);
      if (!isSame(found?.stat, this.#stat(target))) return false;
      this.#files.renameSync(part, target);
      written = true;
    } finally {
      if (!written) this.#remove(part); // a full disk needs the space
    }
    this.#settle(dirname(target));
    return true;
  }

  #write(part: string, found: Found | undefined, text: string): void {
    const files = this.#files;
    this.#remove(part); // from a process that was killed; never through somebody's link
    const file = files.openSync(part, 'wx', this.#secret ? OWNER_ONLY.file : FOR_ALL);
    try {
      files.writeFileSync(file, Buffer.from(text, found?.encoding ?? 'utf8'));
      if (found) this.#asBefore(file, found.stat);
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
  }

  #remove(part: string): void {
    unlessGone(() => this.#files.unlinkSync(part)); // it may not exist yet
  }

  #asBefore(file: number, { mode, uid, gid }: BigIntStats): void {
    try {
      if (!this.#secret) this.#files.fchmodSync(file, Number(mode) & 0o7777);
      this.#files.fchownSync(file, Number(uid), Number(gid));
    } catch (error) {
      if (!hasCode(error, 'EPERM')) throw error; // no permission to change the owner
    }
  }

  /** Syncs the new name to the disk. Some systems can't (Windows, some shares): they do it in their own time. */
  #settle(folder: string): void {
    try {
      const file = this.#files.openSync(folder, 'r');
      this.#files.fsyncSync(file);
      this.#files.closeSync(file);
    } catch {
      // the file is already visible to every program
    }
  }
}

function unread(stat: BigIntStats | undefined): Found | undefined {
  return stat && { text: undefined, encoding: 'utf8', stat };
}

function isSame(before: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  return before?.ino === now?.ino && before?.mtimeNs === now?.mtimeNs && before?.size === now?.size;
}
