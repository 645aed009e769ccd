import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From `dist/test/failsafe/simavr-driver/`, where the tests run. */
const SOURCES = ['driver.c', 'chip.c'].map((name) =>
  fileURLToPath(new URL(`../../../../test/failsafe/simavr-driver/${name}`, import.meta.url)),
);
/** Maximum number of bytes per read from the driver. */
const CHUNK = Buffer.alloc(1 << 16);

let folder: string | undefined;
let made = 0;

/** A folder of this process for builds and pipes; removed with the process. */
function workFolder(): string {
  if (folder) return folder;
  const path = mkdtempSync(join(tmpdir(), 'onair-simavr-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  execFileSync('gcc', [
    '-O2',
    '-std=gnu11',
    '-Wall',
    '-Wextra',
    ...SOURCES,
    '-lsimavr',
    '-o',
    join(path, 'driver'),
  ]);
  folder = path;
  return path;
}

/** Runs `driver.c`, which explains requests and answers. It waits for each answer, as emulators in this process do. */
export class Driver {
  readonly #requests: number;
  readonly #answers: number;
  #rest = '';

  /** @param programs paths of Intel HEX files */
  constructor(mcu: string, programs: readonly string[]) {
    const pipes = ['in', 'out'].map((name) => join(workFolder(), `${made}.${name}`));
    made += 1;
    execFileSync('mkfifo', pipes);
    const [requests = '', answers = ''] = pipes;
    // Opening one end of a pipe waits for the other, unless it is open for both directions.
    const openers = pipes.map((pipe) => openSync(pipe, 'r+'));
    const [stdin, stdout] = [openSync(requests, 'r'), openSync(answers, 'w')];
    this.#requests = openSync(requests, 'w');
    this.#answers = openSync(answers, 'r');
    spawn(join(workFolder(), 'driver'), [mcu, ...programs], { stdio: [stdin, stdout, 'inherit'] }).unref();
    for (const end of [...openers, stdin, stdout]) closeSync(end);
    for (const pipe of pipes) rmSync(pipe);
  }

  /**
   * @returns the lines that answer a request, in words
   * @throws Error when the driver fails or has ended
   */
  ask(...request: readonly (string | number)[]): string[][] {
    this.#request(`${request.join(' ')}\n`);
    for (let lines: string[][] = []; ; ) {
      const end = this.#rest.lastIndexOf('\n') + 1;
      lines = [
        ...lines,
        ...this.#rest
          .slice(0, end)
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' ')),
      ];
      this.#rest = this.#rest.slice(end);
      const last = lines.at(-1)?.[0];
      if (last === 'done') return lines;
      const count = last === 'failed' ? 0 : readSync(this.#answers, CHUNK);
      if (count === 0) throw new Error(`simavr has ended: ${lines.at(-1)?.join(' ') ?? 'no answer'}`);
      this.#rest += CHUNK.toString('latin1', 0, count);
    }
  }

  #request(line: string): void {
    try {
      writeSync(this.#requests, line);
    } catch (error) {
      // It has ended: its last output says why.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
  }

  /** The program ends with its input. */
  close(): void {
    closeSync(this.#requests);
    closeSync(this.#answers);
  }
}
