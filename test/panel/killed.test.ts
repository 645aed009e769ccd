import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { withEnding } from '../../host/panel/history.js';
import { type JobRecord, jobRecord } from '../../host/panel/schema/air.js';
import { type Board, type ServedBoard, serveBoard } from '../air-up/avr/board-process.js';
import type { BoardEvent } from '../air-up/avr/served-board.js';
import { posix } from '../systems.js';
import { MOMENTS, type Moment, OUTPUTS, type Output } from './moments.js';
import { KEY_ENV, Program } from './program.js';
import { Serving } from './serving.js';

/**
 * `kill -9` of the panel at every moment of its life: real processes, the compiled sketch on an emulated board. One board
 * and one history live through all of them, as those of a real box would.
 */
const test = anyTest as TestFn<ServedBoard>;
const onPosix = posix ? test.serial : test.serial.skip;
type Context = ExecutionContext<ServedBoard>;

/** The lease, the promise of the sketch, a turn of the served board, and what was on the wire when the host died. */
const LET_GO_MS = 500 + 5 + 5 + 50;
/** What is shut must stay so, ms. */
const WATCHED_MS = 500;
const START_PSI = 20;
const MAX_PSI = 50;
const FAR_PSI = 20;
const DIES_WHILE_WRITING = new URL('dies-while-writing.js', import.meta.url).href;

const scratch = mkdtempSync(join(tmpdir(), 'onair-killed-'));
const HISTORY = join(scratch, 'history.ndjson');

test.before(async (t) => {
  t.context = await serveBoard(START_PSI);
});
test.after.always(async (t) => {
  t.context.child?.kill('SIGKILL');
  await rm(scratch, { recursive: true, force: true });
});

for (const [when, moment] of Object.entries(MOMENTS)) {
  onPosix(`kill -9 of the panel ${when}: the board shuts all, the history is whole`, async (t) => {
    t.timeout(300_000);
    const jobsBefore = written().jobs.length;
    const from = t.context.board.events.length;
    const serving = serve(t, moment);
    const reached = follow(moment, serving, t.context.board, from);
    if (moment.diesAtLine === undefined) await reached;
    else await Promise.all([t.throwsAsync(reached), serving.exited]); // its last order or its stream broke off
    t.is(await serving.stop('SIGKILL'), null, serving.stderr);
    await mustBeSafe(t, from, moment.on ?? []);
    const { jobs, tornBytes } = written();
    t.is(tornBytes > 0, moment.diesAtLine !== undefined);
    t.is(jobs.length - jobsBefore, moment.reason === undefined ? 0 : 1);
    if (moment.reason !== undefined) t.is(jobs.at(-1)?.reason, moment.reason);
    await nextMustTell(t, jobs, tornBytes > 0);
  });
}

/** `onair air serve`, for a tire that has the pressure of the board's. */
function serve(t: Context, { wantsPsi = FAR_PSI, diesAtLine }: Moment): Serving {
  const { board, port } = t.context;
  const psi = board.events.findLast(({ kind }) => kind === 'psi')?.psi ?? START_PSI;
  const target = Math.min(MAX_PSI, Math.round(psi + wantsPsi));
  const serving = Serving.start(
    [
      ...['--port', `tcp://127.0.0.1:${port}`, '--tire', `FL=${target}`, '--max', String(MAX_PSI)],
      ...['--history', HISTORY],
    ],
    {
      ...KEY_ENV,
      ...(diesAtLine !== undefined && {
        NODE_OPTIONS: `--import=${DIES_WHILE_WRITING}`,
        DIES_AT_WRITE: String(diesAtLine),
      }),
    },
  );
  t.teardown(() => serving.stop('SIGKILL'));
  return serving;
}

async function follow(moment: Moment, serving: Serving, board: Board, from: number): Promise<void> {
  const highs = (output: Output): number =>
    board.events.slice(from).filter(({ kind, state }) => kind === output && state === 'high').length;
  const program = await Program.of(serving);
  const high = (output: Output, nth = 1): Promise<BoardEvent> =>
    board.event(`${output} high`, () => highs(output) >= nth);
  for (const step of moment.steps) await step({ serving, program, high });
}

/** All is off soon after the last word of the host, and stays so. */
async function mustBeSafe(t: Context, from: number, on: readonly Output[]): Promise<void> {
  const { board } = t.context;
  await board.event('the host is gone', ({ kind }, at) => at >= from && kind === 'client-gone');
  const gone = board.events.findLast(({ kind }) => kind === 'client-gone')?.atMs ?? 0;
  const lastWordMs = board.events.findLast(({ kind }) => kind === 'heard')?.atMs ?? gone;
  await board.event('a while', ({ atMs }) => atMs > lastWordMs + LET_GO_MS + WATCHED_MS);
  for (const output of OUTPUTS) {
    const last = board.events.slice(from).findLast(({ kind }) => kind === output);
    t.not(last?.state, 'high', output);
    const offMs = (last?.atMs ?? 0) - lastWordMs;
    t.true(offMs <= LET_GO_MS, `${output} off after ${offMs} ms`);
    if (on.includes(output)) t.true(offMs > 0, `${output} was on when the host died`);
  }
  t.true(board.highestPsi <= MAX_PSI, `${board.highestPsi} psi`);
}

/** What the history has, line by line; a line that is none must be the last, and half. */
function written(): { readonly jobs: readonly JobRecord[]; readonly tornBytes: number } {
  const lines = readFileSync(HISTORY, { encoding: 'utf8', flag: 'a+' }).split('\n');
  const torn = lines.pop() ?? '';
  const jobs = new Map<string, JobRecord>();
  for (const line of lines) {
    const record = jobRecord.parse(JSON.parse(line));
    jobs.set(record.id, withEnding(record, undefined));
  }
  return { jobs: [...jobs.values()], tornBytes: Buffer.byteLength(torn) };
}

/** The next one starts, says what it found, and shows the same jobs. */
async function nextMustTell(t: Context, jobs: readonly JobRecord[], isTorn: boolean): Promise<void> {
  const next = serve(t, { steps: [] });
  const program = await Program.of(next);
  t.deepEqual(await program.jobs(), jobs);
  t.is(await next.stop('SIGINT'), 0, next.stderr);
  t.is(/ended in half a line/.test(next.stderr), isTorn, next.stderr);
  t.is(/was cut short/.test(next.stderr), jobs.at(-1)?.reason === 'unfinished', next.stderr);
  t.is(written().tornBytes, 0);
}
