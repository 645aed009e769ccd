import test from 'ava';
import { BareBoard } from './bare-board.js';
import { isInTime, LATE_MS, openValve, TERMS, trips, VALVE } from './leased-valve.js';
import * as wire from './wire-format.js';

const { lease, REASON } = wire;

test('a pin that is active for too long is made safe, however often it is renewed and written', (t) => {
  const board = openValve({ activeMs: 300 });
  board.arrive(wire.digitalPin(VALVE, 0));
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

test('time at the safe level does not count as active, and 0 is no limit', (t) => {
  const board = openValve({ activeMs: 100, silenceMs: 10_000 });
  for (let n = 0; n < 20; n++) {
    board.tell(wire.digitalPin(VALVE, 1));
    board.run(80);
    t.is(board.uno.pin(VALVE), 'high');
    board.tell(wire.digitalPin(VALVE, 0));
    board.run(80);
  }
  const free = openValve({ activeMs: 0, silenceMs: 16_000 });
  free.run(15_000);
  t.is(free.uno.pin(VALVE), 'high');
});

test('PWM counts as active until it is at the safe end, and ends at a trip', (t) => {
  const board = openValve({ pin: 9, activeMs: 100, silenceMs: 10_000 });
  board.tell(wire.pinMode(9, 'pwm'), wire.analog(9, 1));
  board.run(80);
  board.tell(wire.analog(9, 254));
  t.is(board.uno.pin(9), 'pwm');
  board.run(30);
  t.is(board.uno.pin(9), 'low');
  board.tell(wire.analog(9, 100), wire.extendedAnalog(9, 100), wire.pinMode(9, 'pwm'), wire.analog(9, 100));
  t.is(board.uno.pin(9), 'low');
  board.tell(lease.clear(9), wire.pinMode(9, 'pwm'), wire.analog(9, 0));
  board.run(300);
  t.deepEqual(trips(board.heard()).length, 1);
});

test('a safe level of HIGH is kept as well as one of LOW', (t) => {
  const board = new BareBoard();
  const terms = { ...TERMS, safe: 1 } as const;
  board.tell(lease.configure(terms));
  t.is(board.uno.pin(VALVE), 'high');
  board.tell(wire.pinMode(VALVE, 'output'));
  t.is(board.uno.pin(VALVE), 'high', 'setting the mode does not move it');
  board.tell(wire.digitalPin(VALVE, 0));
  t.is(board.uno.pin(VALVE), 'low');
  board.tell(wire.SYSTEM_RESET);
  t.is(board.uno.pin(VALVE), 'high');
  board.tell(wire.digitalPin(VALVE, 0), lease.renew);
  t.true((board.timeTo(VALVE, 'high', 300) ?? 0) > 190);
});

test('SYSTEM_RESET makes a leased pin safe and keeps its lease', (t) => {
  const board = openValve();
  board.tell(wire.SYSTEM_RESET, lease.renew);
  t.is(board.uno.pin(VALVE), 'low');
  t.deepEqual(board.ask(lease.query)[0], lease.state(TERMS, 0, REASON.none));
  board.tell(wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
  t.not(board.timeTo(VALVE, 'low', TERMS.silenceMs + LATE_MS), undefined);
});

test('a leased pin is no input, so it never floats', (t) => {
  const board = openValve();
  for (const mode of ['input', 'pullUp', 'analog'] as const) {
    board.tell(lease.renew, wire.pinMode(VALVE, mode));
    t.is(board.uno.pin(VALVE), 'high', mode);
  }
});
