import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ONAIR = join(import.meta.dirname, '../../host/cli/onair.js');

type Document = Readonly<Record<string, unknown>>;

/** `onair air serve` as a process of its own, as people start it. */
export class Serving {
  readonly documents: Document[] = [];
  stderr = '';
  readonly #waiting = new Set<() => void>();
  readonly exited: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    this.exited = once(child, 'close').then(([code]) => {
      for (const look of this.#waiting) look();
      return code as number | null;
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString();
    });
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.documents.push(JSON.parse(line) as Document);
        for (const look of this.#waiting) look();
      });
    }
  }

  /** @param flags what follows `onair air serve --yes --json`; a free port on loopback and no history unless told */
  static start(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Serving {
    const listen = flags.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    const history = flags.includes('--history') ? [] : ['--history', 'none'];
    const argv = [ONAIR, 'air', 'serve', '--yes', '--json', ...listen, ...history, ...flags];
    return new Serving(
      spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
    );
  }

  /** One whose board answers. */
  static async ready(flags: readonly string[], env?: Readonly<Record<string, string>>): Promise<Serving> {
    const serving = Serving.start(flags, env);
    await serving.event('connected');
    return serving;
  }

  /** The nth event of its kind, past or coming. */
  async event(kind: string, nth = 1): Promise<Document> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.documents.filter(({ event }) => event === kind)[nth - 1];
        if (!found && this.child.exitCode === null) return;
        this.#waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`never ${kind}: ${JSON.stringify(this.documents)} ${this.stderr}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  async port(): Promise<number> {
    const { urls } = (await this.event('ready')) as { urls: readonly string[] };
    return Number(new URL(urls.at(-1) ?? '').port);
  }

  get code(): string {
    return String(this.documents.findLast(({ code }) => typeof code === 'string')?.code);
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill('SIGCONT');
    this.child.kill(signal);
    return this.exited;
  }
}
