import { once } from 'node:events';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { type LeaseTerms, lease } from '../../failsafe/messages/wire-format.js';
import type { Child } from '../../real-time/child.js';
import { ServedBoard } from '../../real-time/served-board.js';
import { onair } from '../../real-time/serving.js';

/**
 * `onair air inflate` as its user starts it, the compiled sketch on an emulated board, TCP between them. The host is
 * lost in every way that a process can be; the board is what is measured, by its own clock.
 */
const TARGET_PSI = 45;
const MAX_PSI = 50;
/** The lease and the promise of the sketch, ms. */
const LET_GO_MS = 500 + 5;
/** What is shut must stay so, ms. */
const WATCHED_MS = 3000;

/** `onair` fills; gives its process at the moment when the valve of the main pulse has been open for a while. */
async function filling(t: ExecutionContext, board: ServedBoard): Promise<Child> {
  const host = onair(t, board, [
    ...['air', 'inflate', '--port', `tcp://127.0.0.1:${board.port}`],
    ...['--tire', `FL=${TARGET_PSI}:${MAX_PSI}`, '--yes'],
  ]);
  await board.connected();
  await board.until('the second pulse', () => board.highs('fill') >= 2);
  await board.passes(200);
  t.true(board.isOn('fill'), 'open when the host is lost');
  t.true(board.isOn('relay'), 'on when the host is lost');
  return host;
}

/** All is shut within this time after the last word of the host, stays so, and the tire is within its limit. */
async function mustBeSafe(t: ExecutionContext, board: ServedBoard, letGoMs = LET_GO_MS): Promise<void> {
  await board.passes(WATCHED_MS);
  for (const output of ['fill', 'relay'] as const) {
    const last = board.events.findLast((event) => event.output === output);
    t.not(last?.state, 'high', output);
    const offMs = (last?.atMs ?? 0) - board.lastWordMs;
    t.true(offMs <= letGoMs, `${output} off after ${offMs} ms`);
  }
  t.true(board.highestPsi <= MAX_PSI, `${board.highestPsi} psi`);
}

test.serial('kill -9 of the host: the board shuts everything by itself', async (t) => {
  const board = await ServedBoard.of(t, 20);
  const host = await filling(t, board);
  t.is(await host.stop('SIGKILL'), null, host.log);
  await board.alone();
  await mustBeSafe(t, board);
});

test.serial('a host that is frozen (SIGSTOP): the board shuts everything by itself', async (t) => {
  const board = await ServedBoard.of(t, 20);
  const host = await filling(t, board);
  board.release();
  host.process.kill('SIGSTOP');
  await mustBeSafe(t, board);
});

test.serial(
  'a frozen host that goes on again finds the trip, opens nothing and stops for safety',
  async (t) => {
    const board = await ServedBoard.of(t, 20);
    const host = await filling(t, board);
    board.release();
    host.process.kill('SIGSTOP');
    await board.passes(1500);
    t.false(board.isOn('fill'));
    const from = board.events.length;
    host.process.kill('SIGCONT');
    board.hold();
    t.is(await board.through('its end', host.exited), 7, host.log);
    t.is(board.highs('fill', from), 0, 'opens nothing');
    t.true(board.highestPsi <= MAX_PSI);
  },
);

test.serial('SIGTERM: the host shuts everything before it ends', async (t) => {
  const board = await ServedBoard.of(t, 20);
  const host = await filling(t, board);
  host.process.kill('SIGTERM');
  await board.through('its end', host.exited);
  t.false(board.isOn('fill'), host.log);
  t.false(board.isOn('relay'), host.log);
  await mustBeSafe(t, board, 0);
});

test.serial(
  'the link is cut: the board shuts everything, and the host says that the port is lost',
  async (t) => {
    const board = await ServedBoard.of(t, 20);
    const host = await filling(t, board);
    board.cut();
    await mustBeSafe(t, board);
    t.is(await board.through('its end', host.exited), 3, 'the port is lost');
  },
);

const VALVE = 4;
const TERMS: LeaseTerms = {
  pin: VALVE,
  safe: 0,
  silenceMs: 400,
  activeMs: 1500,
  watch: { channel: 0, lowest: 41, highest: 400, samples: 3 },
};

test.serial(
  'a host that floods and renews without end: the longest time active and the ceiling hold',
  async (t) => {
    const board = await ServedBoard.of(t, 20);
    const flood = connect({ port: board.port, host: '127.0.0.1', noDelay: true });
    t.teardown(() => flood.destroy());
    await once(flood, 'connect');
    await board.connected();
    await board.passes(100);
    // Never silent, never a clear: renewals, writes and noise, as fast as the wire takes them, for longer than is
    // watched.
    const noise = Array.from({ length: 40 }, (_, n) => (n * 73 + 41) & 0x7f);
    const shout = [...lease.renew, 0xf5, VALVE, 1, ...noise, 0xf9, ...lease.renew];
    const all = [
      ...[...lease.configure(TERMS), ...lease.clear(VALVE), 0xf5, VALVE, 1, ...lease.renew],
      ...Array.from({ length: 1000 }, () => shout).flat(),
    ];
    flood.write(Buffer.from(all));
    await board.hears(all.length);
    await board.until('open', () => board.isOn('fill'));
    await board.passes(2000);
    const [opened, shut] = board.events.filter(({ output }) => output === 'fill').slice(-2);
    t.is(shut?.state, 'low');
    const openMs = (shut?.atMs ?? 0) - (opened?.atMs ?? 0);
    t.true(openMs <= 1500 + 5, `${openMs} ms`);
    await board.passes(WATCHED_MS);
    t.is(board.highs('fill'), 1, 'it stays shut');
    t.true(board.lastWordMs > board.nowMs - 10, 'it shouts to the end');
    t.true(board.highestPsi <= MAX_PSI, `${board.highestPsi} psi`);
  },
);
