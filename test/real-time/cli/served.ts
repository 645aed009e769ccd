import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { type ExecutionContext } from 'ava';
import { foldersIn } from '../../own-folders.js';
import { socat } from '../../peers.js';

/** Real processes in real time: `onair sim` serves, and another `onair` uses it. */
export const ONAIR = join(import.meta.dirname, '../../../host/cli/onair.js');
/** Deadline, ms: the longest of these programs runs for half a minute on an idle machine. */
const LIMIT_MS = 600_000;
const scratch = mkdtempSync(join(tmpdir(), 'onair-served-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const env = { ...process.env, ...foldersIn(scratch) };

/** How a program ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `onair` to its end. */
export function onair(...argv: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [ONAIR, ...argv], { timeout: LIMIT_MS, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

/** The JSON output of a program. */
export const json = ({ stdout }: Finished): Readonly<Record<string, unknown>> =>
  JSON.parse(stdout) as Record<string, unknown>;

type Event = Readonly<Record<string, unknown>>;

/** A device in a process of its own. */
export interface Served {
  readonly port: string;
  readonly events: readonly Event[];
  /** Resolves with the first event, past or coming, of a kind; rejects when the device has ended before. */
  event(kind: string): Promise<Event>;
}

/** Starts `onair sim` and waits until it is ready. */
export async function serve(t: ExecutionContext, ...argv: readonly string[]): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [ONAIR, 'sim', ...argv, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let isOver = false;
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of waiting) each();
  };
  const exited = new Promise<void>((resolve) =>
    child.once('close', () => {
      isOver = true;
      look();
      resolve();
    }),
  );
  t.teardown(() => {
    child.kill('SIGTERM');
    return exited;
  });
  const events: Event[] = [];
  if (!child.stdout) throw new Error('no stdout');
  createInterface(child.stdout).on('line', (line) => {
    events.push(JSON.parse(line) as Event);
    look();
  });
  const event = (kind: string): Promise<Event> =>
    new Promise((resolve, reject) => {
      const find = (): void => {
        const found = events.find(({ schema }) => schema === `onair/sim.${kind}@1`);
        if (!found && !isOver) return;
        waiting.delete(find);
        if (found) resolve(found);
        else reject(new Error(`it ended (${child.exitCode}) before "${kind}": ${stderr}`));
      };
      waiting.add(find);
      find();
    });
  return { events, event, port: String((await event('ready')).port) };
}

/** A way to serve a device. */
export interface Way {
  readonly way: string;
  /** Whether this computer supports it. */
  readonly has: boolean;
  /** Arguments of `onair sim`. */
  readonly place: () => readonly string[];
}

let counter = 0;
export const ON_TCP: Way = { way: 'TCP', has: true, place: () => ['--listen', 'tcp://127.0.0.1:0'] };
export const ON_PTY: Way = {
  way: 'a pty (needs socat)',
  has: socat,
  place: () => ['--pty', join(scratch, `pty${counter++}`)],
};
