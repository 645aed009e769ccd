import test from 'ava';
import { BareBoard } from '../../failsafe/board/bare-board.js';
import { TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import { SLOT, slotOf } from '../../failsafe/messages/store-slot.js';
import * as wire from '../../failsafe/messages/wire-format.js';

const { lease, KEPT, REASON } = wire;
const OTHER: wire.LeaseTerms = {
  pin: 4,
  safe: 1,
  silenceMs: 9000,
  activeMs: 300_000,
  watch: { channel: 0, lowest: 0, highest: 1023, samples: 5 },
};
const THIRD: wire.LeaseTerms = { ...TERMS, pin: 8, silenceMs: 1234 };
const NONE = 0xffff;
const OLD = wire.sumOf(OTHER, TERMS);
const NEW = wire.sumOf(OTHER, TERMS, THIRD);
/** Time to write the terms of three leases to EEPROM, 3.4 ms a byte, and to answer, ms. */
const WRITTEN_MS = 250;

/** A board that keeps these, each set after the one before. */
function keeper(...sets: readonly (readonly wire.LeaseTerms[])[]): BareBoard {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  for (const terms of sets) {
    board.execute(...terms.map((one) => lease.configure(one)), lease.keep);
    board.run(WRITTEN_MS);
  }
  board.heard();
  return board;
}

/** What a board keeps after a power cycle: its leases, untripped, must be exactly those that it says that it keeps. */
function keptSum(t: import('ava').ExecutionContext, board: BareBoard, what: string): number {
  board.powerCycle();
  const states = board.ask(lease.query);
  for (const state of states.slice(0, -1)) t.is(state.at(-2), REASON.none, what);
  const [about = []] = board.ask(lease.aboutQuery);
  const sum = [NONE, OLD, NEW].find(
    (one) =>
      `${about.slice(0, 12)}` ===
      `${lease.about(one, one === NONE ? KEPT.nothing : KEPT.terms, one).slice(0, 12)}`,
  );
  t.not(sum, undefined, `${what}: ${about}`);
  return sum ?? -1;
}

/** Records the addresses that are written. */
function writes(board: BareBoard): number[] {
  const { eeprom } = board.uno;
  const written: number[] = [];
  const write = eeprom.writeMemory.bind(eeprom);
  eeprom.writeMemory = (address, value) => {
    written.push(address);
    write(address, value);
  };
  return written;
}

test('what is stored is a slot with magic number, sequence, count, terms and checksum', (t) => {
  const { memory } = keeper([TERMS, OTHER]).uno.eeprom;
  const [first, second] = [0, 1].map((slot) => memory.slice(SLOT.at(slot), SLOT.at(slot) + SLOT.bytes));
  const wanted = slotOf(1, [OTHER, TERMS]);
  t.deepEqual([...(first ?? [])].slice(0, wanted.length), wanted);
  t.true(second?.every((byte) => byte === 0xff));
  t.true(memory.slice(0, SLOT.at(0)).every((byte) => byte === 0xff));
});

test('any single flipped bit of what is stored leaves the terms before it, or none where there were none', (t) => {
  const length = slotOf(1, [OTHER, TERMS]).length;
  const once = keeper([TERMS, OTHER]).uno.eeprom.memory;
  const twice = keeper([TERMS, OTHER], [THIRD]).uno.eeprom.memory;
  const board = new BareBoard({ analogRatio: () => 0.5 });
  for (let bit = 0; bit < length * 8; bit++) {
    for (const [memory, slot, left] of [
      [once, 0, NONE],
      [twice, 0, NEW],
      [twice, 1, OLD],
    ] as const) {
      if (memory === twice && bit % 7 !== 0) continue; // each bit alone is the first case
      board.uno.eeprom.memory.set(memory);
      const at = SLOT.at(slot) + (bit >> 3);
      board.uno.eeprom.memory[at] = (memory[at] ?? 0) ^ (1 << (bit & 7));
      t.is(keptSum(t, board, `bit ${bit} of slot ${slot}`), left, `bit ${bit} of slot ${slot}`);
    }
  }
});

test('the same terms, and none where none are kept, are not written again', (t) => {
  const board = keeper([TERMS, OTHER]);
  const written = writes(board);
  for (let n = 0; n < 3; n++) {
    board.execute(lease.keep);
    board.run(WRITTEN_MS);
    t.deepEqual(board.heard(), [lease.about(OLD, KEPT.terms, OLD)], 'and it is answered');
  }
  t.deepEqual(written, []);
  board.execute(lease.erase);
  board.run(WRITTEN_MS);
  t.true(written.length > 0);
  written.length = 0;
  board.execute(lease.erase);
  board.run(WRITTEN_MS);
  t.deepEqual(written, []);
  const empty = new BareBoard();
  const never = writes(empty);
  empty.execute(lease.erase);
  empty.run(WRITTEN_MS);
  t.deepEqual(never, []);
});

test('cell 0 is never written, and a looping host spreads its writes over two slots', (t) => {
  const board = keeper([TERMS]);
  const written = writes(board);
  for (let n = 0; n < 10; n++) {
    board.execute(lease.configure({ ...TERMS, silenceMs: 200 + (n % 2) }), lease.keep);
    board.run(WRITTEN_MS);
    board.execute(lease.clear(VALVE));
  }
  const counts = new Map<number, number>();
  for (const address of written) counts.set(address, (counts.get(address) ?? 0) + 1);
  t.true(written.length > 0);
  t.true(Math.min(...written) >= SLOT.at(0));
  t.true(Math.max(...counts.values()) <= 10 / 2 + 1);
});

/** Cuts the power at the n-th byte of a write, and leaves this in the cell that was being written. */
const TORN: Readonly<Record<string, (was: number, shall: number) => number>> = {
  'not begun': (was) => was,
  erased: () => 0xff,
  'half programmed': (was, shall) => was & shall,
  random: (was, shall) => (was ^ (shall * 89) ^ 0x35) & 0xff,
  finished: (_, shall) => shall,
};

for (const [what, torn] of Object.entries(TORN)) {
  test(`power cut at any byte of a write, the cell ${what}: the old terms or the new ones, never none`, (t) => {
    const seen = new Set<number>();
    const total = slotOf(2, [OTHER, TERMS, THIRD]).length;
    const before = keeper([TERMS, OTHER]).uno.eeprom.memory.slice();
    for (let at = 0; at <= total; at++) {
      const board = new BareBoard({ analogRatio: () => 0.5 });
      board.uno.eeprom.memory.set(before);
      board.powerCycle();
      const { eeprom } = board.uno;
      const write = eeprom.writeMemory.bind(eeprom);
      let left = at;
      eeprom.writeMemory = (address, value) => {
        const isLast = left === 0;
        left -= 1;
        if (left < -1) return; // the power is off
        write(address, isLast ? torn(eeprom.memory[address] ?? 0, value) : value);
      };
      board.execute(lease.configure(THIRD), lease.keep);
      board.run(WRITTEN_MS);
      eeprom.writeMemory = write;
      const sum = keptSum(t, board, `after ${at} bytes`);
      t.not(sum, NONE, `after ${at} bytes`);
      seen.add(sum);
    }
    t.deepEqual([...seen].sort(), [OLD, NEW].sort());
  });
}

test('terms in EEPROM that this board does not accept are none, with a checksum that fits', (t) => {
  const wrong: Readonly<Record<string, readonly wire.LeaseTerms[]>> = {
    'a pin of the link to the host': [{ ...TERMS, pin: 1 }],
    'a pin that does not exist': [{ ...TERMS, pin: 100 }],
    'no silence': [{ ...TERMS, silenceMs: 0 }],
    'two leases of one pin': [TERMS, TERMS],
    'pins out of order': [THIRD, TERMS],
    'a leased pin that another lease watches': [
      { ...TERMS, watch: { channel: 0, lowest: 0, highest: 9, samples: 1 } },
      { ...TERMS, pin: 14 },
      { ...TERMS, pin: 54 },
    ],
    'a range that ends before it begins': [
      { ...TERMS, watch: { channel: 0, lowest: 9, highest: 8, samples: 1 } },
    ],
    'one lease too many': Array.from({ length: wire.PLACES + 1 }, (_, n) => ({ ...TERMS, pin: 2 + n })),
  };
  for (const [what, terms] of Object.entries(wrong)) {
    const board = new BareBoard({ analogRatio: () => 0.5 });
    board.uno.eeprom.memory.set(slotOf(1, terms), SLOT.at(0));
    const driven: string[] = [];
    board.uno.onPin = (pin, state) => state !== 'input' && driven.push(`${pin} ${state}`);
    t.is(keptSum(t, board, what), NONE, what);
    t.deepEqual(driven, [], what);
  }
});

test('what this board does not accept is not reported as kept, after the button as after power-on', (t) => {
  const foreign = slotOf(1, [{ ...TERMS, pin: 100 }]);
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.uno.eeprom.memory.set(foreign, SLOT.at(0));
  for (const start of [() => board.powerCycle(), () => board.reset(), () => board.execute(lease.erase)]) {
    start();
    board.run(WRITTEN_MS);
    board.heard();
    t.deepEqual(board.ask(lease.aboutQuery), [lease.about(NONE, KEPT.nothing, NONE)]);
  }
});

test('a word of what is stored that turns from zeros to ones is never believed', (t) => {
  const bytes = slotOf(1, [TERMS]);
  const board = new BareBoard({ analogRatio: () => 0.5 });
  let tried = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0) continue;
    tried += 1;
    board.uno.eeprom.memory.set(bytes.with(at, 0xff).with(at + 1, 0xff), SLOT.at(0));
    t.is(keptSum(t, board, `bytes ${at} and ${at + 1}`), NONE, `bytes ${at} and ${at + 1}`);
  }
  t.true(tried > 0);
});

test('of two slots the successor counts, also where the sequence number overflows', (t) => {
  for (const [first, second, left] of [
    [1, 2, NEW],
    [2, 1, OLD],
    [255, 0, NEW],
    [0, 255, OLD],
    [127, 128, NEW],
  ] as const) {
    const board = new BareBoard({ analogRatio: () => 0.5 });
    board.uno.eeprom.memory.set(slotOf(first, [OTHER, TERMS]), SLOT.at(0));
    board.uno.eeprom.memory.set(slotOf(second, [OTHER, TERMS, THIRD]), SLOT.at(1));
    t.is(keptSum(t, board, `${first}, ${second}`), left);
  }
});
