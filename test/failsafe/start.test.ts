import { readFileSync } from 'node:fs';
import test from 'ava';
import { BareBoard, START_MS } from './board/bare-board.js';
import { A0, BOARD, HEX, OUTPUTS } from './board/board-under-test.js';
import { type BoardOptions, EmulatedBoard } from './board/emulated-board.js';
import * as wire from './messages/wire-format.js';

const { lease, REASON } = wire;
const VALVE = 7;
const TERMS: wire.LeaseTerms = { pin: VALVE, safe: 0, silenceMs: 5000, activeMs: 0 };
/** WDTO_120MS: 16384 cycles of the 128 kHz oscillator, ms. */
const WATCHDOG_MS = 128;
const CAUSE = { powerOn: 1, external: 2, watchdog: 8 } as const;
const FROM_CHIP = 0;

/** A board that has not executed anything yet, and the record of its pins. */
function watched(options: Partial<BoardOptions> = {}): { uno: EmulatedBoard; seen: string[] } {
  const uno = new EmulatedBoard(readFileSync(HEX, 'utf8'), {
    model: BOARD.model,
    analogRatio: () => 0,
    ...options,
  });
  const seen: string[] = [];
  uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
  return { uno, seen };
}

test('from the first cycle on no pin is driven or pulled up until the host asks for it', (t) => {
  const { uno, seen } = watched();
  uno.run(3000);
  t.deepEqual(seen, []);
});

const ENDS: Readonly<Record<string, (board: BareBoard) => void>> = {
  'a reset': (board) => board.uno.reset(),
  'a power cycle': (board) => board.uno.powerCycle(),
  'a watchdog reset': (board) => {
    board.uno.hang({ interruptsOff: false });
    board.run(WATCHDOG_MS + 1);
  },
  'a watchdog reset with interrupts off': (board) => {
    board.uno.hang({ interruptsOff: true });
    board.run(WATCHDOG_MS + 1);
  },
};

for (const [what, end] of Object.entries(ENDS)) {
  test(`after ${what} every pin that was HIGH or pulled up floats at once, and none is touched again`, (t) => {
    const board = new BareBoard();
    for (const pin of OUTPUTS) board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1));
    board.execute(wire.pinMode(4, 'pullUp'), wire.pinMode(9, 'pwm'), wire.analog(9, 100));
    const seen: string[] = [];
    board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
    end(board);
    board.run(1000);
    t.deepEqual(
      seen,
      OUTPUTS.map((pin) => `${pin} input`),
    );
  });
}

test('leased pins go to their safe levels right after a watchdog reset, and never have another level', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure(TERMS), wire.digitalPin(VALVE, 1));
  board.execute(lease.configure({ ...TERMS, pin: 8, safe: 1 }), wire.digitalPin(8, 0));
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
  board.uno.hang({ interruptsOff: true });
  board.run(WATCHDOG_MS + 1);
  t.deepEqual(seen.slice(0, 2), ['7 input', '8 input']);
  board.run(3);
  // A level of HIGH is set through the pull-up: level first, then direction.
  t.deepEqual(seen.slice(2), ['7 low', '8 pull-up', '8 high']);
  board.run(100);
  t.deepEqual(board.ask(lease.query).slice(-3), [
    lease.state(TERMS, 0, REASON.restart),
    lease.state({ ...TERMS, pin: 8, safe: 1 }, 0, REASON.restart),
    lease.endOfStates,
  ]);
});

test('the watchdog is enabled as soon as the program starts', (t) => {
  const { uno } = watched();
  t.is(uno.watchdogMs, undefined);
  while (uno.watchdogMs === undefined && uno.nowMs < 10) uno.run(0.1);
  t.true(uno.nowMs < 2, `${uno.nowMs} ms`);
  t.is(uno.watchdogMs, WATCHDOG_MS);
  uno.run(2000);
  t.is(uno.resets.watchdog, 0);
});

test('a board that hangs restarts within the time-out of the watchdog, each time', (t) => {
  const board = new BareBoard();
  for (let n = 1; n <= 5; n++) {
    board.uno.hang({ interruptsOff: n % 2 === 0 });
    board.run(WATCHDOG_MS + START_MS);
    t.is(board.uno.resets.watchdog, n);
    t.deepEqual(board.heard()[0], [0xf9, 2, 5]);
    t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, CAUSE.watchdog, FROM_CHIP)]);
  }
  board.run(2000);
  t.is(board.uno.resets.watchdog, 5, 'the watchdog that ran on was stopped in time');
});

test('a watchdog that keeps running after a reset is disabled by the first instructions', (t) => {
  const board = new BareBoard();
  board.uno.hang({ interruptsOff: true });
  while (board.uno.resets.watchdog === 0) board.run(0.005);
  board.run(0.01);
  t.is(board.uno.watchdogMs, undefined);
});

test('a program that runs into its reset vector without a reset releases its pins too', (t) => {
  const board = new BareBoard();
  for (const pin of [3, 8, A0]) board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1));
  board.execute(lease.configure(TERMS), wire.digitalPin(VALVE, 1));
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
  board.uno.runAway();
  board.run(0.02);
  t.deepEqual(seen.sort(), [3, VALVE, 8, A0].flatMap((pin) => [`${pin} input`, `${pin} low`]).sort());
  board.run(1000);
  t.is(board.uno.pin(VALVE), 'low');
  board.heard();
  t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
});

test('the cause of the last reset is reported', (t) => {
  const board = new BareBoard();
  t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, CAUSE.powerOn, FROM_CHIP)]);
  board.uno.reset();
  board.run(START_MS);
  board.heard();
  t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, CAUSE.external, FROM_CHIP)]);
});

test('a trip keeps its first reason through resets, and ends with a power cycle', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure({ ...TERMS, silenceMs: 100 }));
  board.run(200);
  for (const end of [ENDS['a reset'], ENDS['a watchdog reset']]) {
    end?.(board);
    board.run(START_MS + 20);
    const tripped = board.heard().filter((message) => message[1] === 6);
    t.deepEqual(tripped.slice(-1), [lease.tripped(VALVE, REASON.silence)]);
  }
  board.uno.powerCycle();
  board.run(START_MS);
  board.heard();
  t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
});

test('a power cycle too short to clear RAM still ends leases; corrupt RAM is no lease', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure(TERMS));
  board.run(10);
  board.uno.powerCycle({ keepsRam: true });
  board.run(START_MS);
  board.heard();
  t.deepEqual(board.ask(lease.query), [lease.endOfStates]);

  /** 5000 ms become 34,835, and the bytes the same in all. */
  const swapped = (byte: number, at: number, ram: Uint8Array): number => {
    if (ram[at] === 0x88 && ram[at + 1] === 0x13) return 0x13;
    return ram[at] === 0x13 && ram[at - 1] === 0x88 ? 0x88 : byte;
  };
  for (const spoil of [(byte: number) => byte ^ 1, swapped, () => 0, () => 0xff, () => 0xa5]) {
    board.execute(lease.configure(TERMS));
    board.run(10); // its answer is sent
    board.uno.ram.set(board.uno.ram.map(spoil));
    board.uno.reset();
    board.run(START_MS);
    board.heard();
    t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
    t.is(board.uno.pin(VALVE), 'input');
  }
});
