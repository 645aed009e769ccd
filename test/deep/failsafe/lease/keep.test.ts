import test from 'ava';
import { BareBoard, START_MS } from '../../../failsafe/board/bare-board.js';
import { isInTime, TERMS, trips, VALVE } from '../../../failsafe/board/leased-valve.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, KEPT, REASON, REFUSAL } = wire;
const OTHER: wire.LeaseTerms = {
  pin: 4,
  safe: 1,
  silenceMs: 9000,
  activeMs: 300_000,
  watch: { channel: 0, lowest: 0, highest: 1023, samples: 5 },
};
const BOTH = wire.sumOf(OTHER, TERMS);
const NONE = 0xffff;
/** Time to write 36 bytes to EEPROM, 3.4 ms each, and to answer, ms. */
const WRITTEN_MS = 200;

/** A board with two leases stored in EEPROM. */
function keeper(): BareBoard {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(lease.configure(TERMS), lease.configure(OTHER), lease.keep);
  board.run(WRITTEN_MS);
  board.heard();
  return board;
}

test('the board reports sums of the current and of the stored terms, which a host can compute', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  const terms = { ...TERMS, silenceMs: 5000 };
  const both = wire.sumOf(OTHER, terms);
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(NONE, KEPT.nothing, NONE)]);
  board.execute(lease.configure(terms));
  board.heard();
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(wire.sumOf(terms), KEPT.nothing, NONE)]);
  board.execute(lease.configure(OTHER));
  board.heard();
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(both, KEPT.nothing, NONE)]);
  board.execute(lease.keep);
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(both, KEPT.beingWritten, NONE)]);
  board.run(WRITTEN_MS);
  t.deepEqual(board.heard(), [lease.about(both, KEPT.terms, both)], 'told when it is done');
});

test('stored leases are in force from power-on: pins at their safe levels before any host, complete terms, no trip', (t) => {
  const board = keeper();
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
  board.uno.powerCycle();
  board.run(START_MS);
  t.deepEqual(seen, ['4 input', '7 input', '4 pull-up', '4 high', '7 low']);
  board.heard();
  t.deepEqual(board.ask(lease.query), [
    lease.state(OTHER, 0, REASON.none),
    lease.state(TERMS, 0, REASON.none),
    lease.endOfStates,
  ]);
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(BOTH, KEPT.terms, BOTH)]);
});

test('a host without leases cannot keep a stored pin active for longer than its silence', (t) => {
  const board = keeper();
  board.uno.powerCycle();
  board.run(START_MS);
  const from = board.uno.nowMs - START_MS;
  board.execute(wire.pinMode(VALVE, 'output'), wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
  while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < from + 1000) {
    board.arrive(wire.digitalPin(VALVE, 1));
  }
  t.true(board.uno.nowMs - from <= TERMS.silenceMs + 5 + 5);
  board.run(20);
  t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.silence)]);
});

test('after an erase nothing is restored at power-on', (t) => {
  const board = keeper();
  t.deepEqual(board.ask(lease.erase), [lease.about(BOTH, KEPT.nothing, NONE)]);
  board.powerCycle();
  t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
  board.execute(lease.configure(TERMS), lease.keep);
  board.run(WRITTEN_MS);
  board.execute(lease.clear(VALVE), lease.forget(VALVE), lease.keep); // to store no lease is to store nothing
  board.run(WRITTEN_MS);
  board.powerCycle();
  t.deepEqual(board.ask(lease.aboutQuery), [lease.about(NONE, KEPT.nothing, NONE)]);
});

test('a power failure while EEPROM is written leaves the old terms or the new ones, never none', (t) => {
  const sums = new Set<number>();
  const third = { ...OTHER, pin: 5, silenceMs: 1234 };
  const after = wire.sumOf(OTHER, third, TERMS);
  for (let afterMs = 0; afterMs < 240; afterMs += 1.7) {
    const board = keeper();
    board.execute(lease.configure(third));
    board.arrive(lease.keep);
    board.run(afterMs);
    board.powerCycle();
    const about = board.ask(lease.aboutQuery)[0] ?? [];
    const sum = [BOTH, after].find((one) => `${about}` === `${lease.about(one, KEPT.terms, one)}`);
    t.not(sum, undefined, `${afterMs} ms: ${about}`);
    sums.add(sum ?? -1);
  }
  t.deepEqual([...sums].sort(), [after, BOTH].sort());
});

test('while EEPROM is written terms cannot change, renewals work, and leases trip in time', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(
    lease.configure({ ...TERMS, silenceMs: 30 }),
    lease.configure(OTHER),
    wire.digitalPin(VALVE, 1),
  );
  const renewedAt = board.arrive(lease.renew);
  board.heard();
  board.uno.hostSend([
    ...lease.keep,
    ...lease.configure(TERMS),
    ...lease.forget(4),
    ...lease.keep,
    ...lease.erase,
  ]);
  t.not(board.timeTo(VALVE, 'low', 100), undefined);
  t.true(isInTime(board.uno.nowMs - renewedAt - 30));
  board.run(20);
  t.deepEqual(
    board.heard().filter((message) => message[1] === 7),
    [
      lease.refused(VALVE, REFUSAL.busy),
      lease.refused(4, REFUSAL.busy),
      lease.refused(0x7f, REFUSAL.busy),
      lease.refused(0x7f, REFUSAL.busy),
    ],
  );
  board.run(WRITTEN_MS);
  const sum = wire.sumOf(OTHER, { ...TERMS, silenceMs: 30 });
  t.deepEqual(board.heard(), [lease.about(sum, KEPT.terms, sum)]);
});

test('a reset keeps the leases with their trips; if RAM is lost the stored leases return, tripped', (t) => {
  const board = keeper();
  board.execute(lease.clear(VALVE), lease.clear(4), lease.forget(4));
  board.uno.reset();
  board.run(START_MS + 20);
  board.heard();
  t.deepEqual(board.ask(lease.query), [lease.state(TERMS, 0, REASON.restart), lease.endOfStates]);
  const about = lease.about(wire.sumOf(TERMS), KEPT.terms, BOTH);
  t.deepEqual(board.ask(lease.aboutQuery), [about], 'what is kept is told also where RAM remembers');
  board.uno.ram.fill(0x55);
  board.uno.reset();
  board.run(START_MS + 40);
  board.heard();
  t.deepEqual(board.ask(lease.query), [
    lease.state(OTHER, 0, REASON.restart),
    lease.state(TERMS, 0, REASON.restart),
    lease.endOfStates,
  ]);
});

test('a forgotten lease leaves its pin safe and without a lease; a tripped one must be cleared first', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure(TERMS), wire.digitalPin(VALVE, 1));
  board.heard();
  t.deepEqual(board.ask(lease.forget(VALVE)), [lease.about(NONE, KEPT.nothing, NONE)]);
  t.is(board.uno.pin(VALVE), 'low');
  board.execute(wire.digitalPin(VALVE, 1));
  board.run(5000);
  t.is(board.uno.pin(VALVE), 'high', 'plain Firmata');
  t.deepEqual(board.ask(lease.forget(VALVE)), [lease.refused(VALVE, REFUSAL.noLease)]);
  board.execute(lease.configure(TERMS));
  board.run(400);
  board.heard();
  t.deepEqual(board.ask(lease.forget(VALVE)), [lease.refused(VALVE, REFUSAL.tripped)]);
  t.deepEqual(board.ask(lease.query), [lease.state(TERMS, 0, REASON.silence), lease.endOfStates]);
});

test('leases are in the order of their pins, each with its own state, through insertions and removals', (t) => {
  const board = new BareBoard();
  const order = [9, 3, 17, 5, 12, 2, 19, 8];
  for (const pin of order) {
    board.execute(lease.configure({ ...TERMS, pin, silenceMs: 1000 * pin }), wire.digitalPin(pin, 1));
  }
  for (const pin of [3, 19, 9]) board.execute(lease.forget(pin));
  board.heard();
  t.deepEqual(
    board.ask(lease.query).map((message) => message[2]),
    [2, 5, 8, 12, 17, 0xf7],
  );
  const renewedAt = board.arrive(lease.renew);
  for (const pin of [2, 5, 8, 12]) {
    t.not(board.timeTo(pin, 'low', 6000), undefined);
    t.true(isInTime(board.uno.nowMs - renewedAt - 1000 * pin), `pin ${pin}`);
  }
});

test('a lease inserted before others leaves their state and trips unchanged, and starts without any', (t) => {
  const board = new BareBoard();
  const open = { ...TERMS, pin: 9, silenceMs: 5000, activeMs: 6000 };
  board.execute(lease.configure({ ...TERMS, pin: 12, silenceMs: 100 }), lease.configure(open));
  const openAt = board.arrive(wire.digitalPin(9, 1));
  board.run(3000);
  board.arrive(lease.renew);
  board.execute(lease.configure({ ...TERMS, pin: 3, silenceMs: 9000 }));
  board.heard();
  t.is(board.uno.pin(9), 'high');
  t.deepEqual(board.ask(lease.query), [
    lease.state({ ...TERMS, pin: 3, silenceMs: 9000 }, 0, REASON.none),
    lease.state(open, 1, REASON.none),
    lease.state({ ...TERMS, pin: 12, silenceMs: 100 }, 0, REASON.silence),
    lease.endOfStates,
  ]);
  const beside = { ...TERMS, pin: 11, silenceMs: 9000 };
  t.deepEqual(board.ask(lease.configure(beside)), [lease.state(beside, 0, REASON.none)]);
  board.execute(lease.forget(3));
  t.is(board.uno.pin(9), 'high');
  t.not(board.timeTo(9, 'low', 4000), undefined);
  t.true(isInTime(board.uno.nowMs - openAt - 6000), 'active too long, counted from its own opening');
  board.run(20);
  t.deepEqual(trips(board.heard()), [lease.tripped(9, REASON.activeTooLong)]);
});

test('a trip that was cleared does not return with a reset', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure(TERMS));
  board.run(400);
  board.execute(lease.clear(VALVE));
  board.uno.reset();
  board.run(START_MS + 20);
  board.heard();
  t.deepEqual(board.ask(lease.query), [lease.state(TERMS, 0, REASON.restart), lease.endOfStates]);
});

test('while EEPROM is written, pin writes are as fast as usual', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(lease.configure({ ...TERMS, silenceMs: 9000 }), lease.configure(OTHER));
  board.arrive(lease.keep);
  for (let n = 0; n < 40; n++) {
    const level = n % 2 === 0 ? 1 : 0;
    board.arrive(wire.digitalPin(VALVE, level));
    const took = board.timeTo(VALVE, level === 1 ? 'high' : 'low', 10) ?? Number.NaN;
    t.true(took < 1.5, `write ${n}: ${took} ms`);
    board.run(0.7);
  }
});

test('sixteen leases are accepted, and the seventeenth is refused', (t) => {
  const board = new BareBoard();
  for (let n = 0; n < wire.PLACES; n++) board.execute(lease.configure({ ...TERMS, pin: 2 + n }));
  board.heard();
  board.execute(lease.renew);
  t.deepEqual(board.ask(lease.configure({ ...TERMS, pin: 19 })), [lease.refused(19, REFUSAL.noPlace)]);
  t.deepEqual(
    board.ask(lease.keep, lease.configure({ ...TERMS, pin: 2 })).at(0),
    lease.refused(2, REFUSAL.busy),
  );
  board.run(1200); // 218 bytes: 3.4 ms to write, and a tick of 1.024 ms to read back
  const answers = board.heard().filter((message) => message[1] === 9);
  t.deepEqual(
    answers.map((about) => about[7]),
    [KEPT.terms],
  );
});
