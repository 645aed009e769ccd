import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';

/** Number of output lines to show if a program ends too early. */
const LAST_LINES = 12;

/** A Node program in its own process. */
export class Child {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  isOver = false;
  /** Its exit code, once all of its output has been read; null after a signal. */
  readonly exited: Promise<number | null>;
  #how = 'runs';

  constructor(argv: readonly string[], env: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, argv, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.process.stdout?.on('data', (bytes: Buffer) => {
      this.stdout += bytes.toString();
    });
    this.process.stderr?.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString();
    });
    this.exited = once(this.process, 'close').then(([code, signal]) => {
      this.isOver = true;
      this.#how = `has ended: code ${code}, signal ${signal}`;
      return code as number | null;
    });
  }

  /** The result of `look` on its output, now or when more arrives. */
  async printed<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await once(this.process.stdout ?? this.process, 'data');
    }
  }

  /** Ends it with the test. */
  diesWith(t: ExecutionContext): void {
    t.teardown(() => this.stop('SIGKILL'));
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill('SIGCONT');
    this.process.kill(signal);
    return this.exited;
  }

  /** Its state, and its last output. */
  get log(): string {
    const last = (text: string): string => text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
    return `the program ${this.#how}\n--- stdout\n${last(this.stdout)}\n--- stderr\n${last(this.stderr)}`;
  }
}
