import test from 'ava';
import { BareBoard } from './board/bare-board.js';
import { PIN_COUNT } from './board/board-under-test.js';
import { TERMS, VALVE } from './board/leased-valve.js';
import * as wire from './messages/wire-format.js';

const { lease } = wire;
const CAPABILITIES = wire.sysex(0x6b);
/** Minimum time-out of the watchdog, with a fast oscillator, ms (ATmega2560 data sheet, 12.3.2). */
const SHORTEST_MS = 105;
/** Time until an endless answer ends in a reset, ms: its maximum (long_answer.cpp) plus the watchdog's time-out. */
const ENDLESS_MS = 500 + 128 + 20;

/** Addresses in RAM of counts that rise with the parts of the longest answer, like the count of its next part. */
function countsOfParts(): number[] {
  const board = new BareBoard();
  const before = board.uno.ram.slice();
  board.arrive(CAPABILITIES);
  const looks = Array.from({ length: 4 }, () => {
    board.run(6);
    return board.uno.ram.slice();
  });
  return [...before.keys()].filter((at) => {
    const values = looks.map((ram) => ram[at] ?? 0);
    const rises = values.every((value, n) => value > 0 && value <= PIN_COUNT && value > (values[n - 1] ?? 0));
    return rises;
  });
}

/** A board whose longest answer never reaches its next part, because something else overwrites that count. */
function endless(at: number): { board: BareBoard; bytes: number; resetAfterMs: number | undefined } {
  const board = new BareBoard();
  board.execute(lease.configure({ ...TERMS, silenceMs: 200 }), wire.digitalPin(VALVE, 1));
  let bytes = 0;
  board.uno.onHostByte = () => {
    bytes += 1;
  };
  board.arrive(CAPABILITIES);
  board.run(3);
  const from = board.uno.nowMs;
  const part = board.uno.ram[at] ?? 0;
  while (board.uno.nowMs < from + 2 * ENDLESS_MS && board.uno.resets.watchdog === 0) {
    board.uno.ram[at] = part;
    board.run(0.02);
  }
  const resetAfterMs = board.uno.resets.watchdog > 0 ? board.uno.nowMs - from : undefined;
  return { board, bytes, resetAfterMs };
}

test('an answer that never ends does not feed the watchdog, and leases end meanwhile', (t) => {
  const cases = countsOfParts().map(endless);
  // Other counts that rose by chance end with the answer.
  const longest = cases.filter(({ bytes }) => bytes > 2500);
  t.true(longest.length > 0, 'there is such a count');
  for (const { board, resetAfterMs } of longest) {
    t.true(resetAfterMs !== undefined && resetAfterMs <= ENDLESS_MS, `${resetAfterMs} ms`);
    t.not(board.uno.pin(VALVE), 'high');
  }
});

test('no pass of the program takes half of the shortest time-out, whatever it answers', (t) => {
  const board = new BareBoard();
  for (let n = 0; n < wire.PLACES; n++)
    board.execute(lease.configure({ ...TERMS, pin: 2 + n, silenceMs: 16_000 }));
  for (const question of [CAPABILITIES, wire.sysex(0x69), lease.query, wire.sysex(0x79), lease.aboutQuery]) {
    board.uno.hostSend(Array.from({ length: 10 }, () => question).flat());
    board.run(1200);
  }
  t.is(board.uno.resets.watchdog, 0);
  t.true(board.uno.longestWaitMs < SHORTEST_MS / 2, `${board.uno.longestWaitMs} ms`);
});
