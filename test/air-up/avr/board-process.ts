import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import type { BoardEvent } from './served-board.js';

const LIMIT_MS = 60_000;

/** The served board as a test sees it: by what it tells. */
export class Board {
  readonly events: BoardEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(child: ChildProcess) {
    if (!child.stdout) throw new Error('no stdout');
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.events.push(JSON.parse(line) as BoardEvent);
      for (const look of this.#waiting) look();
    });
  }

  /** The first event, past or coming, of which this holds. */
  async event(what: string, holds: (event: BoardEvent, at: number) => boolean): Promise<BoardEvent> {
    return new Promise((resolve, reject) => {
      const over = setTimeout(() => reject(new Error(`never came: ${what}`)), LIMIT_MS);
      const look = (): void => {
        const found = this.events.find(holds);
        if (!found) return;
        clearTimeout(over);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  get nowMs(): number {
    return this.events.at(-1)?.atMs ?? 0;
  }

  get highestPsi(): number {
    return Math.max(...this.events.map(({ psi }) => psi ?? 0));
  }

  /** Waits until the board is so much older. */
  async passes(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    await this.event('time passes', ({ atMs }) => atMs >= end);
  }
}

/** A process of Node's that does not outlive the test. */
export function start(t: ExecutionContext, argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  });
  return child;
}

/** The emulated board and its plant in a process of their own, and the TCP port of its serial line. */
export interface ServedBoard {
  readonly board: Board;
  readonly port: number;
  /** Whoever serves it kills it in the end. */
  readonly child: ChildProcess;
}

export async function serveBoard(startPsi: number): Promise<ServedBoard> {
  const argv = [join(import.meta.dirname, 'served-board.js'), String(startPsi)];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const board = new Board(child);
  const { port = 0 } = await board.event('its port', ({ kind }) => kind === 'port');
  return { board, port, child };
}

/** {@link serveBoard} for one test. */
export async function served(t: ExecutionContext, startPsi: number): Promise<ServedBoard> {
  const served = await serveBoard(startPsi);
  t.teardown(() => served.child.kill('SIGKILL'));
  return served;
}
