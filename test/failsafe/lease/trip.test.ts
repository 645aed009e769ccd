import test from 'ava';
import { BareBoard, START_MS } from '../board/bare-board.js';
import { A0, PIN_COUNT } from '../board/board-under-test.js';
import { isInTime, openValve, TERMS, trips, VALVE } from '../board/leased-valve.js';
import * as wire from '../messages/wire-format.js';

const { lease, REASON, REFUSAL } = wire;

test('a trip stays with its first reason, ignores every write, and is reported once', (t) => {
  const board = openValve({ activeMs: 300 });
  board.run(250);
  t.is(board.uno.pin(VALVE), 'low');
  const writes = [
    lease.renew,
    wire.digitalPin(VALVE, 1),
    wire.digitalPort(0, 0xff),
    wire.pinMode(VALVE, 'output'),
    wire.digitalPin(VALVE, 1),
    wire.pinMode(VALVE, 'pullUp'),
    wire.pinMode(VALVE, 'input'),
    lease.configure({ ...TERMS, activeMs: 300 }),
    wire.digitalPin(VALVE, 1),
    wire.SYSTEM_RESET,
    wire.pinMode(VALVE, 'output'),
    wire.digitalPin(VALVE, 1),
    lease.clear(8),
  ];
  for (const write of writes) {
    board.execute(write);
    t.is(board.uno.pin(VALVE), 'low', Buffer.from(write).toString('hex'));
  }
  board.run(1000);
  const received = board.heard();
  t.deepEqual(trips(received), [lease.tripped(VALVE, REASON.silence)]);
  const said = received.filter((message) => message[1] === 0x71).map(wire.textOf);
  t.deepEqual(
    said.filter((text) => text.includes('safe')),
    ['pin 7 safe: silence'],
  );
  t.deepEqual(board.ask(lease.query)[0], lease.state({ ...TERMS, activeMs: 300 }, 0, REASON.silence));
});

test('a clear ends a trip, does not open the valve, and restarts the silence', (t) => {
  const board = openValve();
  board.run(1000);
  board.heard();
  const clearedAt = board.arrive(lease.clear(VALVE));
  board.run(10);
  t.deepEqual(board.heard(), [lease.state(TERMS, 0, REASON.none)]);
  t.is(board.uno.pin(VALVE), 'low');
  board.execute(wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
  t.not(board.timeTo(VALVE, 'low', 400), undefined);
  const late = board.uno.nowMs - clearedAt - TERMS.silenceMs;
  t.true(isInTime(late), `${late} ms`);
});

test('a clear at the moment of the trip causes no report of a trip without a reason', (t) => {
  for (let offset = -1; offset < 2.5; offset += 0.05) {
    const board = openValve({ silenceMs: 20 });
    board.arrive(lease.renew);
    board.run(20 + offset);
    board.arrive(lease.clear(VALVE));
    board.run(15);
    for (const received of trips(board.heard())) t.is(received[3], REASON.silence, `${offset} ms`);
  }
});

test('a trip that was reported keeps its reason through a reset at any time', (t) => {
  let received = 0;
  for (let afterMs = 0; afterMs < 6; afterMs += 0.1) {
    const board = openValve();
    t.not(board.timeTo(VALVE, 'low', 400), undefined);
    board.run(afterMs);
    const [trip] = trips(board.heard());
    board.reset();
    board.run(START_MS + 20);
    const [again] = trips(board.heard());
    t.true(
      again?.[3] === REASON.silence || (trip === undefined && again?.[3] === REASON.restart),
      `${afterMs} ms`,
    );
    received += trip ? 1 : 0;
  }
  t.true(received > 20 && received < 55, `${received}`);
});

test('a clear closes an open valve that has not tripped', (t) => {
  const board = openValve();
  board.execute(lease.clear(VALVE));
  t.is(board.uno.pin(VALVE), 'low');
  board.run(10);
  t.deepEqual(board.heard(), [lease.state(TERMS, 0, REASON.none)]);
});

test('leases are reported with their terms, the state of the pin and the trip reason', (t) => {
  const board = new BareBoard();
  t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
  const longest: wire.LeaseTerms = { pin: A0 + 5, safe: 1, silenceMs: 16_383, activeMs: 2_097_151 };
  const shortest: wire.LeaseTerms = { pin: 2, safe: 0, silenceMs: 1, activeMs: 1 };
  t.deepEqual(board.ask(lease.configure(longest)), [lease.state(longest, 0, REASON.none)]);
  board.execute(lease.configure(shortest), wire.digitalPin(A0 + 5, 0));
  board.run(30);
  board.heard();
  t.deepEqual(board.ask(lease.query), [
    lease.state(shortest, 0, REASON.silence),
    lease.state(longest, 1, REASON.none),
    lease.endOfStates,
  ]);
});

test('a lease without a limit, for no output, or malformed, is refused and changes nothing', (t) => {
  const board = openValve();
  const refusals: readonly (readonly [readonly number[], number, number])[] = [
    [lease.configure({ ...TERMS, silenceMs: 0 }), VALVE, REFUSAL.unlimited],
    [lease.configure({ ...TERMS, pin: 0 }), 0, REFUSAL.noOutput],
    [lease.configure({ ...TERMS, pin: 1 }), 1, REFUSAL.noOutput],
    [lease.configure({ ...TERMS, pin: PIN_COUNT }), PIN_COUNT, REFUSAL.noOutput],
    [lease.configure({ ...TERMS, pin: 127 }), 127, REFUSAL.noOutput],
    [wire.sysex(1, VALVE, 2, ...wire.termsBytes(TERMS).slice(2)), VALVE, REFUSAL.malformed],
    [wire.sysex(1, ...wire.termsBytes(TERMS).slice(0, -1)), VALVE, REFUSAL.malformed],
    [wire.sysex(1, ...wire.termsBytes(TERMS), 0), VALVE, REFUSAL.malformed],
    [wire.sysex(1, VALVE), VALVE, REFUSAL.malformed],
    [lease.clear(8), 8, REFUSAL.noLease],
    [lease.clear(100), 100, REFUSAL.noLease],
  ];
  for (const [message, pin, why] of refusals) {
    board.execute(lease.renew);
    board.heard();
    t.deepEqual(board.ask(message), [lease.refused(pin, why)]);
    t.is(board.uno.pin(VALVE), 'high');
  }
  board.execute(lease.renew);
  t.deepEqual(board.ask(wire.sysex(1), wire.sysex(4), wire.sysex(4, VALVE, 0), wire.sysex(3, 1)), []);
  t.deepEqual(board.ask(lease.query), [lease.state(TERMS, 1, REASON.none), lease.endOfStates]);
});

test('a pin without a lease works as usual beside a tripped one', (t) => {
  const board = openValve();
  board.execute(wire.pinMode(6, 'output'));
  board.run(300);
  board.execute(wire.digitalPort(0, 0xff));
  t.deepEqual([board.uno.pin(6), board.uno.pin(VALVE)], ['high', 'low']);
  board.run(5000);
  t.is(board.uno.pin(6), 'high');
});

test('opening the port again shows the lease tripped, and the valve stays safe meanwhile', (t) => {
  const board = openValve();
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => pin === VALVE && seen.push(state);
  board.uno.reset();
  board.run(START_MS + 10);
  t.deepEqual(seen, ['input', 'low']);
  t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.restart)]);
  board.execute(wire.pinMode(VALVE, 'output'), wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'low');
  board.execute(lease.clear(VALVE), wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
});
