import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Soaked } from './soak.js';

const ONAIR = join(import.meta.dirname, '../../../host/cli/onair.js');

type Document = Readonly<Record<string, unknown>>;

/** An `onair` of its own, whose events come as they are told. */
class Program {
  readonly documents: Document[] = [];
  readonly #child: ChildProcess;

  constructor(argv: readonly string[]) {
    this.#child = spawn(process.execPath, [ONAIR, ...argv, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!this.#child.stdout) throw new Error('no stdout');
    createInterface(this.#child.stdout).on('line', (line) => {
      this.documents.push(JSON.parse(line) as Document);
    });
  }

  async until(isIt: (document: Document) => boolean): Promise<Document> {
    for (;;) {
      const found = this.documents.find(isIt);
      if (found) return found;
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${JSON.stringify(this.documents)}`);
      await sleep(20);
    }
  }

  /** Of Linux; elsewhere not known. */
  get megabytes(): number {
    const file = `/proc/${this.#child.pid}/status`;
    const [, kB] = existsSync(file) ? (/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8')) ?? []) : [];
    return Number(kB) / 1000;
  }

  async stop(): Promise<number> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGINT');
    const [code] = (await exited) as [number | null];
    return code ?? -1;
  }
}

/** A simulated radio, the server, and this process with the clients: three programs in real time. */
export async function startReal(traffic: string, trace: string): Promise<Soaked> {
  const radio = new Program(['sim', 'tm-d700', '--listen', '127.0.0.1:0', '--traffic', traffic]);
  const { port } = await radio.until(({ schema }) => schema === 'onair/sim.ready@1');
  const server = new Program([
    ...['kiss', 'serve', '--port', String(port), '--listen', '0', '--yes', '--trace', trace],
  ]);
  await server.until(({ event }) => event === 'ready');
  return {
    address: String((await server.until(({ event }) => event === 'listening')).address),
    documents: server.documents,
    get megabytes() {
      return server.megabytes;
    },
    pass: async (ms) => void (await sleep(ms)),
    stop: async () => {
      const code = await server.stop();
      await radio.stop();
      return code;
    },
  };
}
