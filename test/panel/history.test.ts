import { appendFileSync, mkdtempSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { JobRecord } from '../../host/panel/schema/air.js';
import { History, withEnding } from '../../host/panel/service/history.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-history-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const record = (id: string, stopReason: string | null): JobRecord => ({
  id,
  vehicle: 'Jeep – été',
  kind: 'inflate',
  preset: null,
  startedAt: '2026-07-01T10:00:00.000Z',
  endedAt: stopReason === null ? null : '2026-07-01T10:05:00.000Z',
  stopReason,
  reason: null,
  tires: [],
});

test('killed at any byte: what was whole stays, and the next job is whole, too', async (t) => {
  const path = join(scratch, 'whole.ndjson');
  const history = new History(path);
  for (const id of ['a', 'b']) await history.add(record(id, 'done'));
  await history.close();
  const bytes = readFileSync(path);
  const first = bytes.indexOf('\n') + 1;
  for (let length = 0; length <= bytes.length; length++) {
    const torn = join(scratch, 'torn.ndjson');
    writeFileSync(torn, bytes.subarray(0, length));
    const again = new History(torn);
    const whole = (length >= first - 1 ? 1 : 0) + (length >= bytes.length - 1 ? 1 : 0);
    t.is(again.all().length, whole, `${length} bytes`);
    await again.add(record('c', 'done'));
    await again.close();
    const lines = readFileSync(torn, 'utf8').trimEnd().split('\n');
    t.deepEqual(
      lines.map((line) => (JSON.parse(line) as JobRecord).id),
      ['a', 'b'].slice(0, whole).concat('c'),
      `${length} bytes`,
    );
  }
});

test('a line of an earlier version is read by the names of today', (t) => {
  const path = join(scratch, 'earlier.ndjson');
  const { stopReason: _, ...rest } = record('a', 'done');
  const tire = { name: 'FL', startPsi: 12, targetPsi: 38, finalPsi: null, outcome: null, elapsedMs: 1000 };
  const line = {
    ...rest,
    reason: 'board-let-go',
    because: 'fill valve: silence',
    tires: [{ ...tire, closings: 3 }],
  };
  writeFileSync(path, `${JSON.stringify(line)}\n`);
  t.deepEqual(new History(path).all(), [
    {
      ...rest,
      stopReason: 'lease-tripped',
      reason: 'fill valve: silence',
      tires: [{ ...tire, valveCycles: 3 }],
    },
  ]);
});

test('a job without an end was cut short, unless it runs', (t) => {
  t.is(withEnding(record('a', null), undefined).stopReason, 'unfinished');
  t.is(withEnding(record('a', null), 'a').stopReason, null);
  t.is(withEnding(record('a', 'done'), undefined).stopReason, 'done');
});

test('a line that is none does not hide the others; a folder is no file', async (t) => {
  const path = join(scratch, 'strange.ndjson');
  appendFileSync(path, 'hello\n{"id":1}\n');
  const history = new History(path);
  await history.add(record('a', 'done'));
  await history.close();
  t.is(new History(path).all().length, 1);
  t.throws(() => new History(scratch), { code: 'bad-value' });
});

test('a line is written at once; the end waits until all lines are on the disk', async (t) => {
  const path = join(scratch, 'slow.ndjson');
  const history = new History(path);
  const added = [history.add(record('a', null)), history.add(record('a', 'done'))];
  t.is(readFileSync(path, 'utf8').trimEnd().split('\n').length, 2, 'before any disk has answered');
  await history.close();
  await t.notThrowsAsync(Promise.all(added));
  await t.throwsAsync(history.add(record('b', null)), { code: 'EBADF' });
});

test('a file that another process puts in its place, or takes away, gets the next job', async (t) => {
  const path = join(scratch, 'forgotten.ndjson');
  const history = new History(path);
  await history.add(record('a', 'done'));
  writeFileSync(`${path}.part`, '');
  renameSync(`${path}.part`, path); // as `air log forget` does
  await history.add(record('b', 'done'));
  t.regex(readFileSync(path, 'utf8'), /^\{"id":"b".*\n$/);
  unlinkSync(path);
  await history.add(record('c', 'done'));
  await history.close();
  t.regex(readFileSync(path, 'utf8'), /^\{"id":"c".*\n$/);
  t.is(history.all().length, 3);
});
