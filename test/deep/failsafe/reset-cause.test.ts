import test from 'ava';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { BareBoard, START_MS } from '../../failsafe/board/bare-board.js';
import { BOARD } from '../../failsafe/board/board-under-test.js';
import { BOOTLOADERS, type Left, REPORTED, STARTS } from '../../failsafe/board/bootloader-table.js';
import { TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import * as wire from '../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
const KEPT: wire.LeaseTerms = { ...TERMS, silenceMs: 9000 };
/** Agreed on after what is kept, and tripped: it shows whether RAM was believed. */
const IN_RAM: wire.LeaseTerms = { ...TERMS, pin: 8, silenceMs: 100 };
const WRITTEN_MS = 150;
/** Only optiboot passes the flags on, and it is a bootloader of the smaller boards. */
const READS_R2 = BOARD.name !== 'mega';

/** A board with one lease that is kept, and another one that has tripped. */
function worn(): BareBoard {
  const board = new BareBoard();
  board.execute(lease.configure(KEPT), lease.keep);
  board.run(WRITTEN_MS);
  board.execute(lease.configure(IN_RAM));
  board.run(200);
  board.heard();
  return board;
}

const statesOf = (board: BareBoard): (readonly number[])[] => {
  board.run(START_MS + 40);
  board.heard();
  return board.ask(lease.query);
};
const FRESH = [lease.state(KEPT, 0, REASON.none), lease.endOfStates];
const TRIPPED = [
  lease.state(KEPT, 0, REASON.restart),
  lease.state(IN_RAM, 0, REASON.silence),
  lease.endOfStates,
];

const KEPT_TRIPPED = [lease.state(KEPT, 0, REASON.restart), lease.endOfStates];

/** What must be in force: a power-on that is told ends trips, and where nothing is told RAM decides. */
function expected({ mcusr, r2 = 0 }: Left, keepsRam: boolean): { what: string; states: unknown } {
  const cause = mcusr || (READS_R2 ? r2 : 0);
  const isPowerOn = cause === 0 ? !keepsRam : (cause & REPORTED.power) !== 0;
  if (isPowerOn) return { what: 'starts what is kept, untripped', states: FRESH };
  if (keepsRam) return { what: 'ends no trip', states: TRIPPED };
  return { what: 'starts what is kept, tripped: what it tells is no power-on', states: KEPT_TRIPPED };
}

for (const { title, left } of BOOTLOADERS) {
  for (const [how, { flags, keepsRam }] of Object.entries(STARTS)) {
    const { what, states } = expected(left(flags), keepsRam);
    test(`${title}: ${how} ${what}`, (t) => {
      const board = worn();
      board.startWith({ ...left(flags), keepsRam });
      t.deepEqual(statesOf(board), states);
      t.is(board.uno.pin(VALVE), 'low');
    });
  }
}

test('each bootloader but one tells every power-on, or leaves it to RAM', (t) => {
  const wrong = BOOTLOADERS.flatMap(({ title, left }) =>
    Object.entries(STARTS)
      .filter(([, { flags, isPowerOn }]) => isPowerOn && expected(left(flags), false).states !== FRESH)
      .map(([how]) => `${title}: ${how}`),
  );
  const lost = 'optiboot since 4.6, which clears MCUSR: power-on with the button pressed';
  t.deepEqual(wrong, READS_R2 ? [lost] : [], 'its own watchdog reset hides it');
});

test('a power-on that is reported ends trips, also when RAM has survived it', (t) => {
  const reports = [{ mcusr: REPORTED.power }, ...(READS_R2 ? [{ mcusr: 0, r2: REPORTED.power }] : [])];
  for (const report of reports) {
    const board = worn();
    board.startWith({ ...report, keepsRam: true });
    t.deepEqual(statesOf(board), FRESH, JSON.stringify(report));
  }
});

test('where nobody reports a power-on, RAM that has survived keeps its trips', (t) => {
  const board = worn();
  board.startWith({ mcusr: 0, keepsRam: true });
  t.deepEqual(statesOf(board), TRIPPED);
});

test('what the program leaves in r2 is never taken for a report', (t) => {
  const random = seeded(3);
  const board = worn();
  if (READS_R2) {
    // What a bootloader has told once is not told again.
    board.startWith({ mcusr: 0, r2: REPORTED.power, keepsRam: false });
    board.run(START_MS);
    board.execute(lease.configure(KEPT), lease.configure(IN_RAM));
    board.run(200);
    board.heard();
  }
  for (let n = 0; n < 200; n++) {
    board.uno.hostSend([...wire.sysex(0x6b), ...lease.query, ...wire.digitalPort(1, 0x3f)]);
    board.run(random() * 9);
    board.startWith({ mcusr: 0, keepsRam: true });
    board.run(random() * 3);
  }
  t.deepEqual(statesOf(board), TRIPPED);
  t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, 0, 2)]);
});

test('a brown-out that has damaged RAM brings back what is kept, tripped', (t) => {
  const board = worn();
  board.uno.ram.fill(0x5a);
  board.startWith({ mcusr: REPORTED.brownOut, keepsRam: true });
  t.deepEqual(statesOf(board), [lease.state(KEPT, 0, REASON.restart), lease.endOfStates]);
  t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, REPORTED.brownOut, 0)]);
});

test('a storm of resets at any moment of the start ends no trip and turns no pin on', (t) => {
  const random = seeded(5);
  const board = worn();
  const on: string[] = [];
  board.uno.onPin = (pin, state) => state === 'high' && on.push(`${pin}`);
  const flags = [REPORTED.external, REPORTED.brownOut, REPORTED.watchdog, 0];
  for (let n = 0; n < 600; n++) {
    board.startWith({ mcusr: flags[n % 4] ?? 0, keepsRam: true });
    // Most of them in the microseconds in which tables are restored, tripped and sealed.
    board.run(random() * (n % 3 === 0 ? 20 : 4));
  }
  t.deepEqual(on, []);
  t.deepEqual(statesOf(board), TRIPPED);
});

test('a storm of power-ons loses nothing that is kept', (t) => {
  const random = seeded(7);
  const board = worn();
  for (let n = 0; n < 300; n++) {
    board.startWith({ mcusr: REPORTED.power | (n % 2 === 0 ? REPORTED.brownOut : 0), keepsRam: false });
    board.run(random() * 8);
  }
  board.startWith({ mcusr: REPORTED.power, keepsRam: false });
  t.deepEqual(statesOf(board), FRESH);
});
