import test from 'ava';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { BareBoard, START_MS } from '../../failsafe/board/bare-board.js';
import { A0, BOARD, PIN_COUNT } from '../../failsafe/board/board-under-test.js';
import { TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import { FIELD, SealedRam } from '../../failsafe/chip/sealed-ram.js';
import * as wire from '../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
const OTHER: wire.LeaseTerms = {
  pin: 12,
  safe: 0,
  silenceMs: 9000,
  activeMs: 300_000,
  watch: { channel: 2, lowest: 41, highest: 800, samples: 5 },
};

const BOTH_TRIPPED = [
  lease.state(TERMS, 0, REASON.restart),
  lease.state(OTHER, 0, REASON.restart),
  lease.endOfStates,
];

/** A board with two leases in RAM. */
function leased(): { board: BareBoard; ram: SealedRam } {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(lease.configure(TERMS), lease.configure(OTHER));
  board.run(10);
  board.heard();
  return { board, ram: new SealedRam(board.uno.ram) };
}

/** Starts again with the RAM as it is. The board must introduce itself, and drive no pin. */
function startsWithNothing(t: import('ava').ExecutionContext, board: BareBoard, what: string): void {
  const driven: string[] = [];
  board.startWith({ mcusr: 2, keepsRam: true });
  board.uno.onPin = (pin, state) => state !== 'input' && driven.push(`${pin} ${state}`);
  board.run(START_MS);
  t.deepEqual(
    board
      .heard()
      .slice(-3)
      .map(([first, second]) => [first, second]),
    [
      [0xf9, 2],
      [0xf0, 0x79],
      [0xf0, 8],
    ],
    `${what}: introduces itself`,
  );
  t.deepEqual(driven, [], what);
  t.deepEqual(board.ask(lease.query), [lease.endOfStates], what);
}

test('leases in RAM with a seal that fits are restored, tripped', (t) => {
  const { board, ram } = leased();
  ram.forge(() => {});
  board.startWith({ mcusr: 2, keepsRam: true });
  board.run(START_MS + 40);
  board.heard();
  t.deepEqual(board.ask(lease.query), BOTH_TRIPPED);
});

test('RAM with a seal that fits and a lease on a pin that another one watches is not believed', (t) => {
  const { board, ram } = leased();
  ram.forge((table) => {
    const [first, second] = [SealedRam.lease(table, 0), SealedRam.lease(table, 1)];
    first.set(second.subarray(FIELD.channel, FIELD.trip), FIELD.channel);
    second.fill(A0 + 2, FIELD.pin, 1);
    second.set([0x7f, 0, 0, 0, 0, 0], FIELD.channel);
  });
  startsWithNothing(t, board, 'watched and leased');
});

test('RAM with a seal that fits and more watched channels than there is time for is not believed', (t) => {
  const { board, ram } = leased();
  ram.forge((table) => {
    table[SealedRam.COUNT_AT] = 7;
    for (let n = 0; n < 7; n++) {
      const one = SealedRam.lease(table, n);
      one.set(SealedRam.lease(table, 1));
      one.fill(2 + n, FIELD.pin, 1);
      one.fill(n, FIELD.channel, FIELD.channel + 1);
    }
  });
  startsWithNothing(t, board, 'seven channels');
});

/** Fields of the second lease that no board has agreed to, with a seal that fits. */
const word = (at: number, value: number) => (bytes: Uint8Array) => bytes.set([value & 0xff, value >> 8], at);
const FORGED: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
  'the link to the host as its pin': (bytes) => bytes.fill(1, FIELD.pin, 1),
  'a pin that does not exist': (bytes) => bytes.fill(PIN_COUNT, FIELD.pin, 1),
  'pin 255': (bytes) => bytes.fill(255, FIELD.pin, 1),
  'the pin of the other lease': (bytes) => bytes.fill(VALVE, FIELD.pin, 1),
  'a pin before the other lease': (bytes) => bytes.fill(VALVE - 1, FIELD.pin, 1),
  'the pin that it watches': (bytes) => bytes.fill(A0 + 2, FIELD.pin, 1),
  'a safe level of 2': (bytes) => bytes.fill(2, FIELD.safeLevel, FIELD.safeLevel + 1),
  'no silence': word(FIELD.silence, 0),
  'a silence that no message can carry': word(FIELD.silence, 0x4000),
  'a time active that no message can carry': (bytes) => bytes.fill(0xff, FIELD.active, FIELD.active + 4),
  'a channel that does not exist': (bytes) => bytes.fill(BOARD.channels, FIELD.channel, FIELD.channel + 1),
  'channel 255': (bytes) => bytes.fill(255, FIELD.channel, FIELD.channel + 1),
  'a range without a channel': (bytes) => bytes.fill(0x7f, FIELD.channel, FIELD.channel + 1),
  'a range that ends before it begins': word(FIELD.lowest, 801),
  'a reading that the ADC cannot give': word(FIELD.highest, 1024),
  'no samples': (bytes) => bytes.fill(0, FIELD.samples, FIELD.samples + 1),
  'too many samples': (bytes) => bytes.fill(128, FIELD.samples, FIELD.samples + 1),
  'a trip that does not exist': (bytes) => bytes.fill(5, FIELD.trip, FIELD.trip + 1),
};

for (const [what, change] of Object.entries(FORGED)) {
  test(`RAM with a seal that fits and ${what} is not believed`, (t) => {
    const { board, ram } = leased();
    ram.forge((table) => change(SealedRam.lease(table, 1)));
    startsWithNothing(t, board, what);
  });
}

test('RAM with a seal that fits and a count beyond the places is not believed', (t) => {
  for (const count of [17, 128, 255]) {
    const { board, ram } = leased();
    ram.forge((table) => table.fill(count, SealedRam.COUNT_AT, SealedRam.COUNT_AT + 1));
    startsWithNothing(t, board, `${count}`);
  }
});

test('a word of RAM that turns from zeros to ones is never believed', (t) => {
  const { table } = leased().ram;
  for (let at = 0; at + 1 < table.length; at += 2) {
    if (table[at] !== 0 || table[at + 1] !== 0) continue;
    const { board, ram } = leased();
    for (const which of [0, 1] as const) ram.spoil(which, (bytes) => bytes.fill(0xff, at, at + 2));
    startsWithNothing(t, board, `bytes ${at} and ${at + 1}`);
  }
});

test('random RAM with a seal that fits drives no pin, and the board introduces itself', (t) => {
  const random = seeded(17);
  const byte = (): number => Math.floor(random() * 256);
  for (let n = 0; n < 60; n++) {
    const { board, ram } = leased();
    const bytes = ram.table.map(byte);
    ram.forge((table) => {
      table.set(bytes.subarray(4), 4);
      // Half of the cases have a count that is possible, and look like leases as far as chance goes.
      if (n % 2 === 0) table[SealedRam.COUNT_AT] = 1 + (n % 16);
    });
    startsWithNothing(t, board, `case ${n}`);
  }
});

test('every flipped bit in one of the tables leaves the other; the magic number is part of it', (t) => {
  const bits = new SealedRam(leased().board.uno.ram).table.length * 8;
  for (let bit = 0; bit < bits; bit += 29) {
    for (const which of [0, 1] as const) {
      const { board, ram } = leased();
      const flip = (table: Uint8Array): void => {
        table[bit >> 3] = (table[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      };
      ram.spoil(which, flip);
      board.startWith({ mcusr: 2, keepsRam: true });
      board.run(START_MS + 40);
      board.heard();
      t.deepEqual(board.ask(lease.query), BOTH_TRIPPED, `bit ${bit} of table ${which}`);
    }
  }
});
