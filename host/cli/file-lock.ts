import { type Files, hasCode } from './files.js';

/** Longer than anybody holds it: some writes of a small file. */
const STALE_MS = 10_000;

/** How long one waits for it, and how often one looks. */
const WAIT_MS = 2000;
const LOOK_MS = 5;

/** A file that says which process is writing. Whoever was killed with it, or lost power, has it no longer. */
export class FileLock {
  constructor(
    private readonly path: string,
    private readonly files: Pick<Files, 'writeFileSync' | 'readFileSync' | 'statSync' | 'unlinkSync'>,
  ) {}

  /** Waits for its turn. @throws Error where another process keeps it */
  take(): void {
    for (let waited = 0; ; waited += LOOK_MS) {
      try {
        this.files.writeFileSync(this.path, String(process.pid), { flag: 'wx' });
        return;
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      }
      if (this.#isStale()) this.#remove();
      else if (waited >= WAIT_MS) throw new Error(`another onair is writing it (${this.path})`);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
    }
  }

  give(): void {
    this.#remove();
  }

  /** The age counts too: after a power cut the number may be that of somebody else. */
  #isStale(): boolean {
    try {
      const owner = Number(this.files.readFileSync(this.path, 'utf8'));
      return !isAnotherAlive(owner) || Date.now() - this.files.statSync(this.path).mtimeMs > STALE_MS;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false; // given back meanwhile
      throw error;
    }
  }

  #remove(): void {
    try {
      this.files.unlinkSync(this.path);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
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
