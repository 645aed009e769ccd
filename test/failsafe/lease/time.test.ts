import test from 'ava';
import { BareBoard } from '../board/bare-board.js';
import { A0, CHANNELS } from '../board/board-under-test.js';
import { isInTime, LATE_MS, openValve, TERMS, trips, VALVE } from '../board/leased-valve.js';
import { setMillis } from '../chip/millis.js';
import * as wire from '../messages/wire-format.js';

const { lease } = wire;

/** Activity of the board when its host goes silent: set up, then continued until the valve is closed. */
const SILENCES: Readonly<
  Record<string, { begin?: (board: BareBoard) => void; go?: (board: BareBoard) => void }>
> = {
  'nothing is said any more': {},
  'a message breaks off': { begin: (board) => board.uno.hostSend([0xf0, 1, VALVE, 0]) },
  'a renewal breaks off': { begin: (board) => board.uno.hostSend([0xf0, 2]) },
  'a renewal carries something': { go: (board) => flood(board, wire.sysex(2, 0)) },
  'only halves of renewals come': { go: (board) => flood(board, [0xf0, 2, 0xf0, 2, 0xf9, 2, 0xf7]) },
  'zeros flood in': { go: (board) => flood(board, [0]) },
  'the valve is written again and again': { go: (board) => flood(board, wire.digitalPin(VALVE, 1)) },
  'the port is written again and again': { go: (board) => flood(board, wire.digitalPort(0, 0xff)) },
  'the longest answer is asked for again and again': { go: (board) => flood(board, wire.sysex(0x6b)) },
  'the leases are asked for again and again': { go: (board) => flood(board, lease.query) },
  'more is reported than the wire carries': {
    begin: (board) =>
      board.execute(wire.samplingInterval(1), ...CHANNELS.map((channel) => wire.reportAnalog(channel, 1))),
  },
};

function flood(board: BareBoard, bytes: readonly number[]): void {
  while (board.uno.hostQueue < 20) board.uno.hostSend(bytes);
}

for (const [what, { begin, go }] of Object.entries(SILENCES)) {
  test(`a leased pin is safe in time when ${what}`, (t) => {
    const board = openValve();
    const renewedAt = board.arrive(lease.renew);
    begin?.(board);
    while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < renewedAt + 400) {
      go?.(board);
      board.run(0.1);
    }
    t.is(board.uno.pin(VALVE), 'low');
    const late = board.uno.nowMs - renewedAt - TERMS.silenceMs;
    t.true(isInTime(late), `${late} ms`);
    for (let ms = 0; ms < 100; ms++) {
      go?.(board);
      board.run(1);
      t.is(board.uno.pin(VALVE), 'low', 'and it stays so');
    }
    t.is(board.uno.resets.watchdog, 0);
  });
}

test('a lease that ends while the longest answer is being sent is not late', (t) => {
  for (let beforeMs = 1; beforeMs < 40; beforeMs += 3) {
    const board = openValve();
    const renewedAt = board.arrive(lease.renew);
    board.run(TERMS.silenceMs - beforeMs);
    board.uno.hostSend(wire.sysex(0x6b));
    t.not(board.timeTo(VALVE, 'low', 400), undefined);
    const late = board.uno.nowMs - renewedAt - TERMS.silenceMs;
    t.true(isInTime(late), `asked ${beforeMs} ms before: ${late} ms`);
  }
});

test('a host that renews in time keeps its pin without limit', (t) => {
  const board = openValve();
  for (let n = 0; n < 50; n++) {
    board.run(TERMS.silenceMs - 10);
    t.is(board.uno.pin(VALVE), 'high');
    board.arrive(lease.renew);
  }
  t.deepEqual(trips(board.heard()), []);
});

test('one renewal renews all leases, and each trips in its own time', (t) => {
  const board = new BareBoard();
  const terms = [2, 8, A0].map(
    (pin, n): wire.LeaseTerms => ({ pin, safe: 0, silenceMs: 100 + 50 * n, activeMs: 0 }),
  );
  for (const one of terms) board.execute(lease.configure(one), wire.digitalPin(one.pin, 1));
  board.run(60);
  const renewedAt = board.arrive(lease.renew);
  for (const { pin, silenceMs } of terms) {
    t.not(board.timeTo(pin, 'low', 400), undefined);
    const late = board.uno.nowMs - renewedAt - silenceMs;
    t.true(isInTime(late), `pin ${pin}: ${late} ms`);
  }
});

test('all leases together are as fast as one', (t) => {
  const board = new BareBoard();
  const pins = Array.from({ length: wire.PLACES }, (_, n) => n + 2);
  for (const pin of pins) {
    board.execute(lease.configure({ ...TERMS, pin, silenceMs: 500 }), wire.digitalPin(pin, 1));
  }
  const renewedAt = board.arrive(lease.renew);
  board.run(renewedAt + 500 + LATE_MS - board.uno.nowMs);
  for (const pin of pins) t.is(board.uno.pin(pin), 'low', `pin ${pin}`);
  board.run(300);
  t.is(trips(board.heard()).length, wire.PLACES);
});

test('leases hold and trip in time while millis() overflows', (t) => {
  for (const terms of [{ silenceMs: 200 }, { silenceMs: 1000, activeMs: 200 }]) {
    for (const beforeWrapMs of [50, 150, 300]) {
      const board = new BareBoard();
      setMillis(board.uno, 2 ** 32 - beforeWrapMs);
      board.arrive(lease.configure({ ...TERMS, ...terms }));
      const openAt = board.arrive(wire.digitalPin(VALVE, 1), lease.renew);
      t.not(board.timeTo(VALVE, 'low', 400), undefined);
      const late = board.uno.nowMs - openAt - 200;
      t.true(isInTime(late), `${JSON.stringify(terms)}, ${beforeWrapMs}: ${late} ms`);
    }
  }
});
