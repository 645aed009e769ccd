import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'ava';
import { History, withEnding } from '../../host/panel/history.js';
import type { BoardEvent } from '../air-up/avr/served-board.js';
import { Serving } from './serving.js';

/** The lease, the promise of the sketch, a turn of the served board, and what was on the wire when the host died. */
const LET_GO_MS = 500 + 5 + 5 + 50;
const scratch = mkdtempSync(join(tmpdir(), 'onair-killed-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

test('kill -9 of the panel while it fills: the emulated board shuts its valves, the history is whole', async (t) => {
  t.timeout(300_000);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../air-up/avr/served-board.js'), '20']);
  t.teardown(() => child.kill('SIGKILL'));
  const events: BoardEvent[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as BoardEvent);
    for (const look of waiting) look();
  });
  const until = (holds: (event: BoardEvent) => boolean): Promise<BoardEvent> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.find(holds);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const { port } = await until(({ kind }) => kind === 'port');
  const path = join(scratch, 'history.ndjson');
  const key = 'a-key-that-nobody-guesses';
  const serving = await Serving.ready(
    ['--port', `tcp://127.0.0.1:${port}`, '--tire', 'FL=45', '--max', '50', '--history', path],
    { ONAIR_PANEL_KEY: key },
  );
  t.teardown(() => serving.stop('SIGKILL'));
  const url = `http://127.0.0.1:${await serving.port()}`;
  const authorization = `Bearer ${key}`;
  const { atMs: seenMs } = (await (await fetch(`${url}/api/state`)).json()) as { atMs: number };
  const started = await fetch(`${url}/api/order`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ order: { order: 'start' }, seenMs }),
  });
  t.is(started.status, 200, await started.text());
  const opened = await until(({ kind, state }) => kind === 'fill' && state === 'high');
  await serving.stop('SIGKILL');
  const { atMs: heardMs } = events.findLast(({ kind }) => kind === 'heard') ?? opened;
  await until(({ atMs }) => atMs > heardMs + 3000);
  const last = events.findLast(({ kind }) => kind === 'heard')?.atMs ?? 0;
  for (const output of ['fill', 'relay'] as const) {
    const off = events.findLast(({ kind }) => kind === output);
    t.not(off?.state, 'high', output);
    t.true((off?.atMs ?? 0) - last <= LET_GO_MS, `${output} off after ${(off?.atMs ?? 0) - last} ms`);
  }
  const history = new History(path);
  t.is(history.repaired.tornBytes, 0);
  t.deepEqual(
    history.all().map((job) => withEnding(job, undefined).reason),
    ['unfinished'],
  );
  history.close();
});
