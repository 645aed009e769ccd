import test from 'ava';
import { BareBoard } from '../board/bare-board.js';
import { isInTime, LATE_MS, openValve, TERMS, trips, VALVE } from '../board/leased-valve.js';
import * as wire from '../messages/wire-format.js';

const { lease, REASON } = wire;
/** Two ticks of millis(), ms. */
const TICKS_MS = 2.1;

test('a pin that is active for too long is made safe, however often it is renewed and written', (t) => {
  const board = openValve({ activeMs: 300 });
  board.execute(wire.digitalPin(VALVE, 0));
  rest(board, 300);
  const openAt = board.arrive(wire.digitalPin(VALVE, 1));
  board.run(1);
  while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < openAt + 600) {
    board.arrive(lease.renew, wire.digitalPin(VALVE, 1));
  }
  const late = board.uno.nowMs - openAt - 300;
  t.true(isInTime(late), `${late} ms`);
  board.run(20);
  t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.activeTooLong)]);
});

/** The pin is at its safe level for as long as a limit of up to 1 s requires. */
function rest(board: BareBoard, ms: number): void {
  const end = board.uno.nowMs + ms + TICKS_MS;
  while (board.uno.nowMs < end) {
    board.arrive(lease.renew);
    board.run(Math.min(50, Math.max(0, end - board.uno.nowMs)));
  }
}

test('a rest as long as the limit starts the time active again, and 0 is no limit', (t) => {
  const board = openValve({ activeMs: 100, silenceMs: 10_000 });
  for (let n = 0; n < 20; n++) {
    board.execute(wire.digitalPin(VALVE, 1));
    board.run(80);
    t.is(board.uno.pin(VALVE), 'high');
    board.execute(wire.digitalPin(VALVE, 0));
    board.run(100 + TICKS_MS);
  }
  const free = openValve({ activeMs: 0, silenceMs: 16_000 });
  free.run(15_000);
  t.is(free.uno.pin(VALVE), 'high');
});

test('a rest of 1 s is enough for every limit', (t) => {
  const board = openValve({ activeMs: 3000, silenceMs: 16_000 });
  for (let n = 0; n < 3; n++) {
    board.arrive(wire.digitalPin(VALVE, 1), lease.renew);
    board.run(2800);
    t.is(board.uno.pin(VALVE), 'high');
    board.arrive(wire.digitalPin(VALVE, 0));
    board.run(1000 + TICKS_MS);
  }
  board.arrive(wire.digitalPin(VALVE, 1), lease.renew);
  board.run(2000);
  board.arrive(wire.digitalPin(VALVE, 0));
  board.run(950);
  board.arrive(wire.digitalPin(VALVE, 1));
  board.run(100);
  t.is(board.uno.pin(VALVE), 'low', 'the last rest was too short');
});

const TOGGLED = { activeMs: 300, silenceMs: 5000 } as const;
/** Interruptions by a host, each message repeated at will. */
const TOGGLES: Readonly<Record<string, { readonly off: readonly number[]; readonly on: readonly number[] }>> =
  {
    'pin writes': { off: wire.digitalPin(VALVE, 0), on: wire.digitalPin(VALVE, 1) },
    'port writes': { off: wire.digitalPort(0, 0), on: wire.digitalPort(0, 0x80) },
    'system resets': { off: wire.SYSTEM_RESET, on: wire.digitalPin(VALVE, 1) },
    'its mode': { off: wire.pinMode(VALVE, 'output'), on: wire.digitalPin(VALVE, 1) },
    clears: { off: lease.clear(VALVE), on: wire.digitalPin(VALVE, 1) },
    'its terms': { off: lease.configure({ ...TERMS, ...TOGGLED }), on: wire.digitalPin(VALVE, 1) },
  };

for (const [what, { off, on }] of Object.entries(TOGGLES)) {
  for (const [onMs, offMs] of [
    [10, 0.6],
    [10, 10],
    [5, 100],
    [100, 200],
  ] as const) {
    test(`toggling by ${what}, ${onMs} ms on and ${offMs} ms off, gives no more time than holding`, (t) => {
      const board = openValve(TOGGLED);
      board.execute(wire.digitalPin(VALVE, 0));
      rest(board, 300);
      t.deepEqual(trips(board.heard()), []);
      const openAt = board.arrive(on);
      const highMs: number[] = [];
      const reported: (readonly number[])[] = [];
      board.uno.onPin = (pin, state, atMs) => pin === VALVE && state === 'high' && highMs.push(atMs);
      while (board.uno.nowMs < openAt + 450) {
        board.arrive(on, lease.renew);
        board.run(onMs);
        board.arrive(off);
        board.run(offMs);
        reported.push(...trips(board.heard()));
        if (reported.length > 0) break;
      }
      const last = (highMs.at(-1) ?? openAt) - openAt;
      // One that opens after the limit is shut at the next check of the leases.
      t.true(last <= 300 + onMs + offMs + LATE_MS, `still opens after ${last} ms`);
      t.is(board.uno.pin(VALVE), 'low');
      t.deepEqual(reported[0], lease.tripped(VALVE, REASON.activeTooLong));
    });
  }
}

test('PWM counts as active until it is at the safe end, and ends at a trip', (t) => {
  const board = openValve({ pin: 9, activeMs: 100, silenceMs: 10_000 });
  board.execute(wire.digitalPin(9, 0));
  rest(board, 100);
  board.execute(wire.pinMode(9, 'pwm'), wire.analog(9, 1));
  board.run(80);
  board.execute(wire.analog(9, 254));
  t.is(board.uno.pin(9), 'pwm');
  board.run(30);
  t.is(board.uno.pin(9), 'low');
  board.execute(
    wire.analog(9, 100),
    wire.extendedAnalog(9, 100),
    wire.pinMode(9, 'pwm'),
    wire.analog(9, 100),
  );
  t.is(board.uno.pin(9), 'low');
  board.execute(lease.clear(9), wire.pinMode(9, 'pwm'), wire.analog(9, 0));
  board.run(300);
  t.deepEqual(trips(board.heard()).length, 1);
});

test('a safe level of HIGH is kept as well as one of LOW', (t) => {
  const board = new BareBoard();
  const terms = { ...TERMS, safe: 1 } as const;
  board.execute(lease.configure(terms));
  t.is(board.uno.pin(VALVE), 'high');
  board.execute(wire.pinMode(VALVE, 'output'));
  t.is(board.uno.pin(VALVE), 'high', 'setting the mode does not move it');
  board.execute(wire.digitalPin(VALVE, 0));
  t.is(board.uno.pin(VALVE), 'low');
  board.execute(wire.SYSTEM_RESET);
  t.is(board.uno.pin(VALVE), 'high');
  board.execute(wire.digitalPin(VALVE, 0), lease.renew);
  t.true((board.timeTo(VALVE, 'high', 300) ?? 0) > 190);
});

test('SYSTEM_RESET makes a leased pin safe and keeps its lease', (t) => {
  const board = openValve();
  board.execute(wire.SYSTEM_RESET, lease.renew);
  t.is(board.uno.pin(VALVE), 'low');
  t.deepEqual(board.ask(lease.query)[0], lease.state(TERMS, 0, REASON.none));
  board.execute(wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
  t.not(board.timeTo(VALVE, 'low', TERMS.silenceMs + LATE_MS), undefined);
});

test('a leased pin is no input, so it never floats', (t) => {
  const board = openValve();
  for (const mode of ['input', 'pullUp', 'analog'] as const) {
    board.execute(lease.renew, wire.pinMode(VALVE, mode));
    t.is(board.uno.pin(VALVE), 'high', mode);
  }
});
