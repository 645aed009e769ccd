import { HEX } from '../../../failsafe/board/board-under-test.js';
import { AVR8JS, SIMAVR, withSimavr } from '../../../failsafe/board/emulators.js';
import { TERMS, VALVE, withOpenValve } from '../../../failsafe/board/leased-valve.js';
import { MESSAGES } from '../../../failsafe/messages/message-table.js';
import * as wire from '../../../failsafe/messages/wire-format.js';
import { Driver } from '../../../failsafe/simavr-driver/driver.js';

/** The two emulators have nothing in common but the data sheets: where they differ one of them, or a test, is wrong. */
const { lease } = wire;
const BOTH = [AVR8JS, SIMAVR] as const;
/** Maximum difference between the two: a tick of millis(), ms. */
const TICK_MS = 1.1;

withSimavr('every message is answered as in avr8js', (t) => {
  const [one, other] = BOTH.map((emulator) => withOpenValve(emulator.board(t), { silenceMs: 16_000 }));
  for (const [what, message] of Object.entries(MESSAGES)) {
    if (what.startsWith('i2c')) continue;
    t.deepEqual(other?.ask(message), one?.ask(message), what);
  }
});

withSimavr('pins change in the same order and at the same times as in avr8js', (t) => {
  const [one = [], other = []] = BOTH.map((emulator) => {
    const board = withOpenValve(emulator.board(t));
    const changes: { what: string; atMs: number }[] = [];
    const beganAt = board.arrive(lease.renew);
    board.uno.onPin = (pin, state, atMs) => changes.push({ what: `${pin} ${state}`, atMs: atMs - beganAt });
    board.arrive(
      wire.pinMode(9, 'pwm'),
      wire.analog(9, 100),
      wire.digitalPin(12, 1),
      wire.pinMode(4, 'pullUp'),
    );
    board.run(300);
    board.uno.reset();
    board.run(100);
    board.uno.hang({ interruptsOff: true });
    board.run(300);
    return changes;
  });
  t.true(one.some(({ what }) => what === `${VALVE} low`));
  t.true(one.some(({ what }) => what === '9 pwm'));
  t.deepEqual(
    other.map(({ what }) => what),
    one.map(({ what }) => what),
  );
  for (const [at, { what, atMs }] of one.entries()) {
    const apartMs = Math.abs((other[at]?.atMs ?? Number.NaN) - atMs);
    t.true(apartMs < TICK_MS, `${what}: ${apartMs} ms`);
  }
});

withSimavr('what is kept is the same, byte for byte, and takes as long to write', (t) => {
  const [one, other] = BOTH.map((emulator) => {
    const board = emulator.board(t);
    board.execute(lease.configure(TERMS), lease.configure({ ...TERMS, pin: 4, safe: 1 }));
    board.heard();
    const from = board.arrive(lease.keep);
    let received: number[][] = [];
    while (received.length === 0 && board.uno.nowMs < from + 2000) {
      board.run(1);
      received = board.heard();
    }
    return { received, image: [...board.uno.readEeprom()], tookMs: board.uno.nowMs - from };
  });
  t.deepEqual(other?.received, one?.received);
  t.deepEqual(other?.image, one?.image);
  t.true(one?.image.some((byte) => byte !== 0xff));
  t.true(
    Math.abs((one?.tookMs ?? 0) - (other?.tookMs ?? 1000)) < 10,
    `${one?.tookMs} and ${other?.tookMs} ms`,
  );
});

withSimavr('what a channel measures is reported as in avr8js', (t) => {
  const [one = [], other = []] = BOTH.map((emulator) => {
    const board = emulator.board(t);
    board.execute(wire.samplingInterval(20), wire.reportAnalog(2, 1));
    return [0, 0.1, 0.5, 0.9, 1].map((ratio) => {
      board.uno.setAnalog(2, ratio);
      board.run(60);
      const [, low = 0, high = 0] = board.heard().at(-1) ?? [];
      return low | (high << 7);
    });
  });
  t.deepEqual([one[0], one.at(-1)], [0, 1023]);
  for (const [at, reading] of one.entries()) {
    const apart = Math.abs((other[at] ?? Number.NaN) - reading);
    t.true(apart <= 1, `${reading} and ${other[at]}`); // simavr rounds down in other places
  }
});

withSimavr('a driver that fails says why', (t) => {
  const driver = new Driver('no-chip', [HEX]);
  t.teardown(() => driver.close());
  t.throws(() => driver.ask('run', 1), { message: /no such chip/ });
});
