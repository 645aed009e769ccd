import { existsSync, readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { BareBoard } from '../../failsafe/board/bare-board.js';
import { testBoard } from '../../failsafe/board/board-under-test.js';
import { TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import * as wire from '../../failsafe/messages/wire-format.js';

/**
 * The sketch with the bootloaders that boards are sold with, from Debian's arduino-core-avr. A host that opened the
 * port waits for the greeting.
 */
const { lease, REASON } = wire;
const FOLDER = '/usr/share/arduino/hardware/arduino/avr/bootloaders/';
const WATCHDOG_MS = 128;
const LED = 13;
const NOBODY_TELLS = [wire.sysex(8, 0, 2)];
const LEASE: wire.LeaseTerms = { ...TERMS, silenceMs: 10_000 };

const withCore = (title: string, act: (t: ExecutionContext) => void): void =>
  void (existsSync(FOLDER) ? test : test.skip)(`${title} (needs arduino-core-avr)`, act);

/** A board whose valve is open, after its bootloader has waited for an upload. */
function started(name: string, file: string, fullTimers = false): BareBoard {
  const bootloader = readFileSync(`${FOLDER}${file}`, 'latin1');
  const board = new BareBoard({ ...testBoard(name), bootloader, fullTimers });
  board.run(1500);
  board.heard();
  board.execute(lease.configure(LEASE), wire.digitalPin(VALVE, 1));
  board.run(20);
  board.heard();
  return board;
}

/** Makes the program hang, and records the pins from the watchdog reset on. */
function hang(board: BareBoard): string[] {
  board.uno.hang({ interruptsOff: true });
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
  board.run(WATCHDOG_MS + 1);
  return seen;
}

const trips = (reported: readonly (readonly number[])[]): unknown =>
  reported.filter((message) => message[1] === 6);

for (const name of ['uno', 'nano']) {
  withCore(
    `${name}, optiboot 4.4: back at once after the watchdog, after the button when it has waited`,
    (t) => {
      const board = started(name, 'optiboot/optiboot_atmega328.hex', true);
      const { uno } = board;
      t.is(uno.pin(VALVE), 'high');
      t.deepEqual(hang(board).slice(0, 2), [`${VALVE} input`, `${VALVE} low`]);
      board.run(60);
      t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.restart)]);

      const seen: string[] = [];
      uno.onPin = (pin, state) => pin === VALVE && seen.push(state);
      uno.reset();
      board.run(1000);
      t.is(uno.pin(VALVE), 'input', 'it blinks and waits for a second');
      board.run(1000);
      t.deepEqual(seen, ['input', 'low']);
      t.is(board.heard().filter((message) => message[1] === 0x79).length, 1, 'started once');
      t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), NOBODY_TELLS);
      t.is(uno.pin(LED), 'input', 'where it leaves its LED');
    },
  );
}

withCore(
  'mega, stk500boot: after the watchdog it waits as after the button, and the program comes back',
  (t) => {
    const board = started('mega', 'stk500v2/stk500boot_v2_mega2560.hex');
    const { uno } = board;
    t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), NOBODY_TELLS);
    t.is(uno.pin(VALVE), 'high');
    const resetAt = uno.nowMs + WATCHDOG_MS;
    t.deepEqual(hang(board), [`${VALVE} input`]);
    const seen: string[] = [];
    uno.onPin = (pin, state) => seen.push(pin === LED ? 'LED' : `${pin} ${state}`);
    while (uno.pin(VALVE) !== 'low' && uno.nowMs < resetAt + 3000) board.run(1);
    t.deepEqual([...new Set(seen)], ['LED', `${VALVE} low`]);
    const tookMs = uno.nowMs - resetAt;
    t.true(tookMs > 700 && tookMs < 1000, `${tookMs} ms`);
    t.is(uno.resets.watchdog, 1);
    board.run(60);
    t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.restart)]);
  },
);

withCore(
  'nano, ATmegaBOOT: it never comes back from the watchdog, nor by the button; the power ends that',
  (t) => {
    const board = started('nano', 'atmega/ATmegaBOOT_168_atmega328.hex');
    const { uno } = board;
    t.is(uno.pin(VALVE), 'high');
    const seen = new Set(hang(board));
    uno.onPin = (pin, state) => seen.add(`${pin} ${state}`);
    board.run(2000);
    uno.reset();
    board.run(2000);
    t.deepEqual(
      [...seen].filter((change) => !change.startsWith(`${LED} `)),
      [`${VALVE} input`, '0 pull-up', '0 input'],
      'its LED and the wire to the host are all that moves',
    );
    t.true(uno.resets.watchdog > 200);
    board.heard();
    t.deepEqual(board.ask([0xf9]), []);
    uno.powerCycle();
    board.run(1500);
    board.heard();
    t.deepEqual(board.ask([0xf9]), [[0xf9, 2, 5]]);
  },
);
