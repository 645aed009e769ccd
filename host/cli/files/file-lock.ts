import { programOf } from '../../base/node/index.js';
import { type Files, hasCode, unlessGone } from './files.js';

/** Longer than any process holds the lock, ms: some writes of a small file. */
const STALE_MS = 10_000;

/**
 * An empty file, or one without a whole number, is new, or from a process that was killed while it wrote the number,
 * ms.
 */
const UNSIGNED_STALE_MS = 1000;

/** What is in ours; with the line end the number is whole. */
const OURS = `${process.pid}\n`;

/** Maximum time to wait for the lock, and time between two checks, ms. */
const WAIT_MS = 2000;
const LOOK_MS = 5;

/** A file with the number of the process that is writing. A process that was killed, or lost power, does not own it. */
export class FileLock {
  constructor(
    private readonly path: string,
    private readonly files: Pick<Files, 'writeFileSync' | 'readFileSync' | 'statSync' | 'unlinkSync'>,
    private readonly staleMs = STALE_MS,
  ) {}

  /** Takes the lock if it is free. @returns the number of the process that has it */
  takeNow(): number | undefined {
    if (this.#put(this.path, OURS)) return undefined;
    if (this.#isStale()) this.#takeAway();
    return this.#put(this.path, OURS) ? undefined : (this.#owner() ?? 0);
  }

  /** Waits for the lock. @throws Error if another process keeps it */
  take(): void {
    for (let waited = 0; !this.#put(this.path, OURS); waited += LOOK_MS) {
      if (waited >= WAIT_MS) {
        throw new Error(`${programOf(this.#owner() ?? 0)} is writing it (${this.path})`);
      }
      if (this.#isStale()) this.#takeAway();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
    }
  }

  /** After a long suspension another process may own the lock. */
  give(): void {
    if (this.#owner() === process.pid) this.#remove(this.path);
  }

  /** @returns false if the file exists */
  #put(path: string, content: string): boolean {
    try {
      this.files.writeFileSync(path, content, { flag: 'wx' });
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      this.#remove(path); // a full disk has created it without content
      throw error;
    }
  }

  /** The age counts too: after a power cut the number may belong to another process. */
  #isStale(): boolean {
    const owner = this.#owner();
    const ageMs = this.#ageMs(this.path);
    if (owner === undefined || ageMs === undefined) return false; // released in between
    if (owner === 0) return ageMs > UNSIGNED_STALE_MS;
    return !isAnotherAlive(owner) || ageMs > this.staleMs;
  }

  /** Two processes may find it stale. One gets the guard and checks again: a new lock by the other stays. */
  #takeAway(): void {
    const guard = `${this.path}-away`;
    if (this.#put(guard, '')) {
      if (this.#isStale()) this.#remove(this.path);
      this.#remove(guard);
    } else if ((this.#ageMs(guard) ?? 0) > STALE_MS) this.#remove(guard);
  }

  /** Number of the process; 0 where it is not whole. */
  #owner(): number | undefined {
    const text = unlessGone(() => this.files.readFileSync(this.path, 'utf8'));
    return text === undefined ? undefined : Number(/^(\d+)\n$/.exec(text)?.[1] ?? 0);
  }

  #ageMs(path: string): number | undefined {
    // A clock that was put back makes a file from the future: old as well, or it would stay locked until that time
    // comes.
    return unlessGone(() => Math.abs(Date.now() - this.files.statSync(path).mtimeMs));
  }

  #remove(path: string): void {
    unlessGone(() => this.files.unlinkSync(path));
  }
}

function isAnotherAlive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
