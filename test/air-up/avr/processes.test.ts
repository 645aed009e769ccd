import type { ChildProcess } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type LeaseTerms, lease } from '../../failsafe/wire-format.js';
import { posix } from '../../systems.js';
import { type Board, served, start } from './board-process.js';
import type { BoardEvent } from './served-board.js';

/**
 * Real processes in real time: `onair air inflate` as its user starts it, the compiled sketch on an emulated board in
 * another process, TCP between them. The host is lost in every way that a process can be; the board is what is measured.
 */
const HERE = import.meta.dirname;
const ONAIR = join(HERE, '../../../host/cli/onair.js');
const TARGET_PSI = 45;
const MAX_PSI = 50;
/** The lease, the promise of the sketch, a turn of the served board, and what was on the wire when the host died. */
const LET_GO_MS = 500 + 5 + 5 + 50;

const onPosix = posix ? test : test.skip; // a process is frozen, or told to end
/** `onair` fills; gives its process once the valve of the main pulse has been open for a while. */
async function filling(t: ExecutionContext, board: Board, port: number): Promise<ChildProcess> {
  const host = start(t, [
    ...[ONAIR, 'air', 'inflate', '--port', `tcp://127.0.0.1:${port}`],
    ...['--tire', `FL=${TARGET_PSI}:${MAX_PSI}`, '--yes'],
  ]);
  let said = '';
  for (const stream of [host.stdout, host.stderr]) stream?.on('data', (text: Buffer) => (said += text));
  host.once('exit', () => t.log(said.trim().split('\n').slice(-4).join('\n')));
  const opened = (): BoardEvent[] =>
    board.events.filter(({ kind, state }) => kind === 'fill' && state === 'high');
  await board.event('the second pulse', () => opened().length >= 2);
  const since = opened()[1]?.atMs ?? 0;
  await board.event('it flows', ({ atMs }) => atMs >= since + 200);
  t.is(board.events.findLast(({ kind }) => kind === 'fill')?.state, 'high', 'open when the host is lost');
  return host;
}

/** All is shut within the lease of the last word of the host, stays so, and the tire is within its limit. */
async function mustBeSafe(t: ExecutionContext, board: Board, lostAtMs: number): Promise<void> {
  const isLow = (output: string) => (event: BoardEvent) =>
    event.kind === output && event.state !== 'high' && event.atMs >= lostAtMs - 5;
  for (const output of ['fill', 'relay']) {
    const { atMs } = await board.event(`${output} off`, isLow(output));
    t.true(atMs - lostAtMs <= LET_GO_MS, `${output} off after ${atMs - lostAtMs} ms`);
  }
  const from = board.events.length;
  await board.passes(3000);
  t.deepEqual(
    board.events.slice(from).filter(({ state }) => state === 'high'),
    [],
    'it stays shut',
  );
  t.true(board.highestPsi <= MAX_PSI, `${board.highestPsi} psi`);
}

/** When the board heard the host last. */
const lastWord = ({ events }: Board): number => events.findLast(({ kind }) => kind === 'heard')?.atMs ?? 0;

for (const [title, signal] of [
  ['kill -9 of the host', 'SIGKILL'],
  ['a host that is frozen (SIGSTOP)', 'SIGSTOP'],
] as const) {
  onPosix(`${title}: the board shuts everything by itself`, async (t) => {
    const { board, port } = await served(t, 20);
    const host = await filling(t, board, port);
    host.kill(signal);
    // What it said before may still be on its way: its last word counts.
    await board.event('silence', () => board.nowMs > lastWord(board) + 300);
    await mustBeSafe(t, board, lastWord(board));
  });
}

onPosix('a frozen host that goes on again finds the trip, opens nothing and stops for safety', async (t) => {
  const { board, port } = await served(t, 20);
  const host = await filling(t, board, port);
  const code = new Promise<number | null>((resolve) => host.once('exit', resolve));
  host.kill('SIGSTOP');
  await board.event(
    'off',
    ({ kind, state, atMs }) => kind === 'fill' && state === 'low' && atMs > lastWord(board) + 400,
  );
  await board.passes(1000);
  const from = board.events.length;
  host.kill('SIGCONT');
  t.is(await code, 7);
  t.deepEqual(
    board.events.slice(from).filter(({ kind, state }) => kind === 'fill' && state === 'high'),
    [],
  );
  t.true(board.highestPsi <= MAX_PSI);
});

onPosix('SIGTERM: the host shuts everything before it ends', async (t) => {
  const { board, port } = await served(t, 20);
  const host = await filling(t, board, port);
  const ended = new Promise((resolve) => host.once('exit', resolve));
  const from = board.nowMs;
  host.kill('SIGTERM');
  await ended;
  await mustBeSafe(t, board, from);
});

/** A cable that can be cut: bytes go through it both ways until then. */
async function cable(t: ExecutionContext, port: number): Promise<{ port: number; cut(): void }> {
  const ends: Socket[] = [];
  const server: Server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    ends.push(near, far);
    for (const end of [near, far]) end.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut: () => {
      for (const end of ends) end.destroy();
    },
  };
}

test('the link is cut: the board shuts everything, and the host says that the port is lost', async (t) => {
  const { board, port } = await served(t, 20);
  const between = await cable(t, port);
  const host = await filling(t, board, between.port);
  const code = new Promise<number | null>((resolve) => host.once('exit', resolve));
  between.cut();
  await board.event('the link is gone', ({ kind }) => kind === 'client-gone');
  await mustBeSafe(t, board, lastWord(board));
  t.is(await code, 3, 'the port is lost');
});

const VALVE = 4;
const TERMS: LeaseTerms = {
  pin: VALVE,
  safe: 0,
  silenceMs: 400,
  activeMs: 1500,
  watch: { channel: 0, lowest: 41, highest: 400, samples: 3 },
};

test('a host that floods and renews without end: the longest time active and the ceiling hold', async (t) => {
  const { board, port } = await served(t, 20);
  const flood = connect({ port, host: '127.0.0.1', noDelay: true });
  flood.on('error', () => {});
  t.teardown(() => flood.destroy());
  await board.event('client', ({ kind }) => kind === 'client');
  await board.passes(100);
  const open = [...lease.configure(TERMS), ...lease.clear(VALVE), 0xf5, VALVE, 1, ...lease.renew];
  flood.write(Buffer.from(open));
  const { atMs: openedAt } = await board.event(
    'open',
    ({ kind, state }) => kind === 'fill' && state === 'high',
  );
  // Never silent, never a clear: renewals, writes and noise, as fast as the wire takes them.
  const noise = Array.from({ length: 40 }, (_, n) => (n * 73 + 41) & 0x7f);
  const shout = setInterval(
    () => flood.write(Buffer.from([...lease.renew, 0xf5, VALVE, 1, ...noise, 0xf9, ...lease.renew])),
    5,
  );
  t.teardown(() => clearInterval(shout));
  const { atMs: shutAt } = await board.event(
    'shut',
    ({ kind, state, atMs }) => kind === 'fill' && state === 'low' && atMs > openedAt,
  );
  t.true(shutAt - openedAt <= 1500 + 5 + 10, `${shutAt - openedAt} ms`);
  const from = board.events.length;
  await board.passes(3000);
  t.deepEqual(
    board.events.slice(from).filter(({ kind, state }) => kind === 'fill' && state === 'high'),
    [],
  );
  t.true(board.highestPsi <= MAX_PSI, `${board.highestPsi} psi`);
});
