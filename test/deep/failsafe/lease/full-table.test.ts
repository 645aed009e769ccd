import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { BOARD } from '../../../failsafe/board/board-under-test.js';
import { LATE_MS } from '../../../failsafe/board/leased-valve.js';
import { AT_ONCE, MESSAGES, RENEWAL } from '../../../failsafe/messages/message-table.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, PLACES } = wire;
/** All places, the last one of which ends first. */
const SILENCE_MS = 60;
const LONG_MS = 16_000;
/** Time to write sixteen leases to EEPROM, 3.4 ms a byte, ms. */
const WRITTEN_MS = 900;
/** Six channels are watched, two or three leases each. */
const CHANNELS = 6;
const FIRST_PIN = BOARD.name === 'mega' ? 22 : 2;
const ALL = Array.from({ length: PLACES }, (_, n) => FIRST_PIN + n);
/** A watched channel is no output: an ATmega328P has twelve other pins. */
const UNWATCHED = BOARD.name === 'mega' ? ALL : ALL.slice(0, 12);
const BUT_ONE = UNWATCHED.slice(0, -1);

interface FullBoard {
  readonly board: BareBoard;
  /** Time at which the last pin went LOW, ms. */
  lowAtMs: number;
}

/** A board with leases on these pins, all stored; the last pin is active, with these terms. */
function fullBoard(pins: readonly number[], terms: (n: number) => Partial<wire.LeaseTerms>): FullBoard {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  for (const [n, pin] of pins.entries()) {
    board.execute(lease.configure({ pin, safe: 0, silenceMs: LONG_MS, activeMs: 0, ...terms(n) }));
  }
  board.execute(lease.keep);
  board.run(WRITTEN_MS);
  const last = pins.at(-1) as number;
  board.arrive(lease.clear(last), lease.renew, wire.digitalPin(last, 1));
  board.run(2);
  board.heard();
  const full = { board, lowAtMs: Number.POSITIVE_INFINITY };
  const { onPin } = board.uno;
  board.uno.onPin = (pin, state, atMs) => {
    onPin(pin, state, atMs);
    if (pin === last && state !== 'high') full.lowAtMs = Math.min(full.lowAtMs, atMs);
  };
  return full;
}

const lastEnds = (n: number): Partial<wire.LeaseTerms> => (n === PLACES - 1 ? { silenceMs: SILENCE_MS } : {});
const watches = (n: number): Partial<wire.LeaseTerms> => ({
  watch: { channel: n % CHANNELS, lowest: 0, highest: 800, samples: 3 },
});

// What takes long, at each moment before the end.
const BEFORE_MS = Array.from({ length: 8 }, (_, n) => 0.5 + 2 * n);
const ONCE = ['keep', 'keep nothing', 'leases', 'about', 'capabilities', 'configure', 'forget', 'clear'];

for (const name of ONCE) {
  const bytes = MESSAGES[name] as readonly number[];
  test(`all places taken, ${name} once at any moment before the end: the pin is safe in time`, (t) => {
    for (const beforeMs of BEFORE_MS) {
      const full = fullBoard(ALL, lastEnds);
      const { board } = full;
      const end = board.arrive(lease.renew) + SILENCE_MS;
      board.run(SILENCE_MS - beforeMs);
      board.uno.hostSend(bytes);
      board.run(beforeMs + 30);
      const late = full.lowAtMs - end;
      t.true(late <= LATE_MS, `${beforeMs} ms before: ${late} ms late`);
    }
  });
}

for (const [name, bytes] of Object.entries(MESSAGES)) {
  if (name === RENEWAL || name === AT_ONCE) continue;
  test(`all places taken, a flood of ${name}: the pin is safe in time`, (t) => {
    const full = fullBoard(ALL, lastEnds);
    const { board } = full;
    const end = board.arrive(lease.renew) + SILENCE_MS;
    while (board.uno.nowMs < end + 30) {
      while (board.uno.hostQueue < 24) board.uno.hostSend(bytes);
      board.run(0.2);
    }
    const late = full.lowAtMs - end;
    t.true(late <= LATE_MS, `${late} ms late`);
  });
}

for (const name of ['nothing', 'keep', 'keep nothing', 'leases']) {
  test(`six channels watched by all leases, ${name} at any moment: a reading out of range ends in time`, (t) => {
    for (const beforeMs of BEFORE_MS) {
      const full = fullBoard(UNWATCHED, watches);
      const { board } = full;
      board.uno.hostSend(MESSAGES[name] ?? []);
      board.run(beforeMs);
      const outAt = board.uno.nowMs;
      for (let channel = 0; channel < CHANNELS; channel++) board.uno.setAnalog(channel, 0.95);
      board.run(40);
      const late = full.lowAtMs - outAt;
      t.true(late <= LATE_MS, `${beforeMs} ms after: ${late} ms`);
    }
  });
}

// firmware/failsafe/README.md promises both.
for (const [start, limitMs] of [
  ['reset', 4],
  ['powerCycle', 8],
] as const) {
  test(`all pins leased, in both slots too: after a ${start} every pin is safe within ${limitMs} ms`, (t) => {
    const board = new BareBoard({ analogRatio: () => 0.5 });
    // HIGH is reached last, and more watched terms take longer to check.
    for (const silenceMs of [LONG_MS, LONG_MS - 1]) {
      const all = UNWATCHED.map((pin, n) =>
        lease.configure({ pin, safe: 1, silenceMs, activeMs: 0, ...watches(n) }),
      );
      board.execute(...all, lease.keep);
      board.run(WRITTEN_MS + 300);
    }
    const driven = new Map<number, number>();
    board.uno.onPin = (pin, state, atMs) => state === 'high' && driven.set(pin, atMs);
    const startedAtMs = board.uno.nowMs;
    board[start]();
    board.run(20);
    t.is(driven.size, UNWATCHED.length);
    const latest = Math.max(...driven.values()) - startedAtMs;
    t.log(`${latest.toFixed(2)} ms`);
    t.true(latest <= limitMs, `${latest} ms`);
  });
}

test('six channels watched by all leases, a flood of OneWire resets: a reading out of range ends in time', (t) => {
  const pin = BOARD.name === 'mega' ? 5 : 13;
  for (const also of ['nothing', 'digital pin', 'configure', 'keep'] as const) {
    const flood = [...wire.oneWire.request(pin, { reset: true }), ...(MESSAGES[also] ?? [])];
    for (const beforeMs of BEFORE_MS) {
      const full = fullBoard(BUT_ONE, watches);
      const { board } = full;
      board.execute(wire.oneWire.config(pin));
      board.uno.driveInput(pin, true);
      const feed = (ms: number): void => {
        for (const end = board.uno.nowMs + ms; board.uno.nowMs < end; board.run(0.1)) {
          while (board.uno.hostQueue < 24) board.uno.hostSend(flood);
        }
      };
      feed(beforeMs);
      const outAt = board.uno.nowMs;
      for (let channel = 0; channel < CHANNELS; channel++) board.uno.setAnalog(channel, 0.95);
      feed(30);
      const late = full.lowAtMs - outAt;
      t.true(late <= LATE_MS, `${also}, ${beforeMs} ms after: ${late} ms`);
    }
  }
});
