import { START_MS } from '../../../failsafe/board/bare-board.js';
import { OUTPUTS } from '../../../failsafe/board/board-under-test.js';
import { onBoth } from '../../../failsafe/board/emulators.js';
import { VALVE, withOpenValve } from '../../../failsafe/board/leased-valve.js';
import { RESET_FLAGS } from '../../../failsafe/chip/watchdog.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
const TERMS: wire.LeaseTerms = { pin: VALVE, safe: 0, silenceMs: 5000, activeMs: 0 };
/** Promised for a program that hangs, ms. */
const HANG_MS = 250;
const FROM_CHIP = 0;

for (const interruptsOff of [false, true]) {
  const how = interruptsOff ? 'with interrupts off' : 'with interrupts on';
  onBoth(
    `an endless loop ${how} is reset, each time; all pins float until the lease is in force again`,
    (t, emulator) => {
      const board = withOpenValve(emulator.board(t), TERMS);
      for (let n = 1; n <= 3; n++) {
        for (const pin of OUTPUTS)
          if (pin !== VALVE) board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1));
        board.execute(lease.clear(VALVE), wire.digitalPin(VALVE, 1));
        const seen: string[] = [];
        board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
        board.uno.hang({ interruptsOff });
        board.run(HANG_MS);
        t.is(board.uno.resets.watchdog, n);
        t.deepEqual(seen, [...OUTPUTS.map((pin) => `${pin} input`), `${VALVE} low`]);
        board.heard();
        t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, RESET_FLAGS.watchdog, FROM_CHIP)]);
        t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
      }
      board.run(1000);
      t.is(board.uno.resets.watchdog, 3, 'and then no more');
    },
  );
}

onBoth(
  'a program that runs into its reset vector lets go of all pins, and its lease is tripped',
  (t, emulator) => {
    const board = withOpenValve(emulator.board(t), TERMS);
    board.execute(wire.pinMode(8, 'output'), wire.digitalPin(8, 1));
    board.uno.runAway();
    board.run(100);
    t.is(board.uno.pin(8), 'input');
    t.is(board.uno.pin(VALVE), 'low');
    board.heard();
    t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
  },
);

onBoth(
  'from the first cycle on no pin is driven or pulled up, whatever power-on leaves in RAM',
  (t, emulator) => {
    const board = emulator.board(t);
    const seen: string[] = [];
    board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
    board.uno.powerCycle();
    board.run(1000);
    t.deepEqual(seen, []);
  },
);

for (let flags = 1; flags < 16; flags++) {
  const names = Object.entries(RESET_FLAGS).filter(([, flag]) => flags & flag);
  const all = names.map(([name]) => name).join(', ');
  onBoth(
    `MCUSR says ${all}: leases are ${flags & RESET_FLAGS.powerOn ? 'those that were kept' : 'tripped'}`,
    (t, emulator) => {
      const board = withOpenValve(emulator.board(t), TERMS);
      board.execute(lease.keep);
      board.run(200);
      const inRamOnly = { ...TERMS, pin: 4 };
      board.execute(lease.configure(inRamOnly), wire.digitalPin(4, 1));
      board.heard();
      board.uno.startWith({ mcusr: flags, keepsRam: true });
      board.run(START_MS + 20);
      board.heard();
      t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, flags, FROM_CHIP)]);
      const expected =
        flags & RESET_FLAGS.powerOn
          ? [lease.state(TERMS, 0, REASON.none)]
          : [inRamOnly, TERMS].map((terms) => lease.state(terms, 0, REASON.restart));
      t.deepEqual(board.ask(lease.query), [...expected, lease.endOfStates]);
      t.is(board.uno.resets.watchdog, 0, 'a watchdog that runs on was stopped in time');
    },
  );
}
