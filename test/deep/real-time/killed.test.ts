import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { type JobRecord, jobRecord } from '../../../host/panel/schema/air.js';
import { withEnding } from '../../../host/panel/service/history.js';
import { OUTPUTS, type Output, ServedBoard } from '../../real-time/served-board.js';
import { Serving } from '../../real-time/serving.js';
import { type KillMoment, MOMENTS } from './moments.js';
import { KEY_ENV, Program } from './program.js';

/**
 * `kill -9` of the panel at every moment of its life: real processes, the compiled sketch on an emulated board. One
 * board and one history live through all of them, as those of a real box would.
 */
const test = anyTest as TestFn<{ board: ServedBoard }>;
type Context = ExecutionContext<{ board: ServedBoard }>;

/** The lease and the promise of the sketch, ms. */
const LET_GO_MS = 500 + 5;
/** What is shut must stay so, ms. */
const WATCHED_MS = 500;
const START_PSI = 20;
const MAX_PSI = 50;
const FAR_PSI = 20;
const DIES_WHILE_WRITING = new URL('dies-while-writing.js', import.meta.url).href;

const scratch = mkdtempSync(join(tmpdir(), 'onair-killed-'));
const HISTORY = join(scratch, 'history.ndjson');

test.before(async (t) => {
  t.context.board = await ServedBoard.open(START_PSI);
});
test.after.always(async (t) => {
  t.context.board?.close();
  await rm(scratch, { recursive: true, force: true });
});

for (const [when, moment] of Object.entries(MOMENTS)) {
  test.serial(`kill -9 of the panel ${when}: the board shuts all, the history is whole`, async (t) => {
    const { board } = t.context;
    const jobsBefore = written().jobs.length;
    const from = board.events.length;
    const serving = serve(t, moment);
    const reached = follow(moment, serving, board, from);
    if (moment.diesAtLine === undefined) await reached;
    else await t.throwsAsync(reached); // its last order broke off
    const { child } = serving;
    if (moment.diesAtLine !== undefined) await board.through('its death by itself', child.exited);
    t.is(await child.stop('SIGKILL'), null, child.log);
    await board.alone();
    await mustBeSafe(t, from, moment.on ?? []);
    const { jobs, tornBytes } = written();
    t.is(tornBytes > 0, moment.diesAtLine !== undefined);
    t.is(jobs.length - jobsBefore, moment.stopReason === undefined ? 0 : 1);
    if (moment.stopReason !== undefined) t.is(jobs.at(-1)?.stopReason, moment.stopReason);
    await nextMustTell(t, jobs, tornBytes > 0);
  });
}

/** `onair air serve`, for a tire that has the pressure of the board's. */
function serve(t: Context, { wantsPsi = FAR_PSI, diesAtLine }: KillMoment): Serving {
  const { board } = t.context;
  const psi = board.tires[0]?.psi ?? START_PSI;
  const target = Math.min(MAX_PSI, Math.round(psi + wantsPsi));
  return Serving.start(
    t,
    board,
    [
      ...['--port', `tcp://127.0.0.1:${board.port}`, '--tire', `FL=${target}`, '--max', String(MAX_PSI)],
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
}

/** Leads to the moment, which lasts until time is let pass. */
async function follow(moment: KillMoment, serving: Serving, board: ServedBoard, from: number): Promise<void> {
  const program = await Program.of(serving);
  await board.connected();
  const high = (output: Output, nth = 1): Promise<void> =>
    board.until(`${output} high`, () => board.highs(output, from) >= nth);
  for (const step of moment.steps) await step({ serving, program, high });
}

/** What was on goes off within the lease of the last word of the host, and all stays off. */
async function mustBeSafe(t: Context, from: number, on: readonly Output[]): Promise<void> {
  const { board } = t.context;
  for (const output of on) t.true(board.isOn(output), `${output} is on when the host dies`);
  await board.passes(LET_GO_MS + WATCHED_MS);
  for (const output of OUTPUTS) {
    const last = board.events.slice(from).findLast((event) => event.output === output);
    t.not(last?.state, 'high', output);
    const offMs = (last?.atMs ?? 0) - board.lastWordMs;
    t.true(offMs <= LET_GO_MS, `${output} off after ${offMs} ms`);
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
  t.is(await next.stop(), 0, next.child.log);
  const { stderr } = next.child;
  t.is(/ended in half a line/.test(stderr), isTorn, stderr);
  t.is(/was cut short/.test(stderr), jobs.at(-1)?.stopReason === 'unfinished', stderr);
  t.is(written().tornBytes, 0);
}
