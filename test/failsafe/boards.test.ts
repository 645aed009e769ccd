import test from 'ava';
import { BareBoard, START_MS } from './board/bare-board.js';
import { testBoard } from './board/board-under-test.js';
import { TERMS } from './board/leased-valve.js';
import { Registers } from './board/slaves.js';
import * as wire from './messages/wire-format.js';

/** Differences of the other boards. All other tests run on the Uno, and in .ci/run on these too. */
const { lease, REASON, REFUSAL, MODES, i2c } = wire;
const WATCHDOG_MS = 128;
/** Minimum time-out of the watchdog, with a fast oscillator, ms (ATmega2560 data sheet, 12.3.2). */
const SHORTEST_WATCHDOG_MS = 105;

type Analog = (channel: number) => number;
const board = (name: string, analogRatio: Analog): BareBoard =>
  new BareBoard({ ...testBoard(name), analogRatio });
const mega = (analogRatio: Analog = () => 0): BareBoard => board('mega', analogRatio);
const nano = (analogRatio: Analog): BareBoard => board('nano', analogRatio);

/** The capabilities of each pin, as [mode, bits, mode, bits, ...]. */
function pinsOf(answer: readonly number[] | undefined): number[][] {
  const pins: number[][] = [[]];
  for (const byte of answer?.slice(2, -1) ?? []) {
    if (byte === 0x7f) pins.push([]);
    else pins.at(-1)?.push(byte);
  }
  return pins.slice(0, -1);
}
const has = (pin: readonly number[] | undefined, mode: keyof typeof MODES): boolean =>
  (pin ?? []).some((byte, at) => at % 2 === 0 && byte === MODES[mode]);

/** Time to wait for the longest answer of a Mega, ms: more than for other answers. */
function capabilities(board: BareBoard): number[][] {
  board.execute(wire.sysex(0x6b));
  board.run(250);
  return pinsOf(board.heard().find((message) => message[1] === 0x6c));
}

test('Mega: 70 pins, 15 with PWM, 16 analog, I2C at 20 and 21; 0 and 1 are the link to the host', (t) => {
  const board = mega();
  const pins = capabilities(board);
  const numbers = (mode: keyof typeof MODES): number[] =>
    pins.flatMap((pin, number) => (has(pin, mode) ? [number] : []));
  t.is(pins.length, 70);
  t.deepEqual(numbers('pwm'), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 44, 45, 46]);
  t.deepEqual(numbers('i2c'), [20, 21]);
  t.deepEqual(
    numbers('analog'),
    Array.from({ length: 16 }, (_, channel) => 54 + channel),
  );
  t.deepEqual(
    numbers('output'),
    Array.from({ length: 68 }, (_, n) => n + 2),
  );
  const mapping = board.ask(wire.sysex(0x69))[0]?.slice(2, -1) ?? [];
  t.deepEqual(mapping.slice(52, 58), [0x7f, 0x7f, 0, 1, 2, 3]);
  t.is(mapping[69], 15);
});

test('Mega: the watchdog does not time out during the longest answer, at any frequency of its oscillator', (t) => {
  const board = mega();
  for (let n = 0; n < 3; n++) capabilities(board);
  t.is(board.uno.resets.watchdog, 0);
  t.true(board.uno.longestWaitMs < SHORTEST_WATCHDOG_MS / 2, `${board.uno.longestWaitMs} ms`);
});

test('Mega: every pin floats until it is written, then has that level, and no other pin changes', (t) => {
  const board = mega();
  for (let pin = 0; pin < 70; pin++) {
    if (pin !== 1) t.is(board.uno.pin(pin), 'input', `${pin}`); // 1 is the UART's
  }
  for (let pin = 2; pin < 70; pin++) {
    const others = Array.from({ length: 68 }, (_, n) => n + 2).filter((other) => other !== pin);
    board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1));
    t.is(board.uno.pin(pin), 'high', `${pin}`);
    t.false(others.some((other) => board.uno.pin(other) === 'high'));
    board.execute(wire.digitalPin(pin, 0));
    t.is(board.uno.pin(pin), 'low');
  }
});

test('Mega: a port message reaches its eight pins; a port is reported when an input of it changes', (t) => {
  const board = mega();
  for (let pin = 32; pin < 40; pin++) board.execute(wire.pinMode(pin, 'output'));
  board.execute(wire.digitalPort(4, 0b1010_0101));
  const levels = Array.from({ length: 8 }, (_, bit) => Number(board.uno.pin(32 + bit) === 'high'));
  t.deepEqual(levels, [1, 0, 1, 0, 0, 1, 0, 1]);
  board.execute(wire.pinMode(69, 'pullUp'), wire.reportPort(8, 1));
  board.heard();
  board.uno.driveInput(69, false);
  board.run(10);
  t.deepEqual(board.heard(), [wire.digitalPort(8, 0)]);
});

test('Mega: PWM of every timer, by its duty', (t) => {
  const board = mega();
  for (const pin of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 44, 45, 46]) {
    board.execute(wire.pinMode(pin, 'pwm'), wire.extendedAnalog(pin, 51));
    t.is(board.uno.pin(pin), 'pwm', `${pin}`);
    t.is(board.uno.duty(pin), 0.2);
    board.execute(wire.pinMode(pin, 'output'));
    t.is(board.uno.pin(pin), 'low');
  }
});

test('Mega: all sixteen channels report their own voltage', (t) => {
  const reading = (channel: number): number => 100 + 50 * channel;
  const board = mega((channel) => (reading(channel) + 0.5) / 1024);
  const channels = Array.from({ length: 16 }, (_, channel) => channel);
  board.execute(...channels.map((channel) => wire.reportAnalog(channel, 1)));
  board.heard();
  board.run(40);
  const received = new Map(
    board.heard().map(([head = 0, low = 0, high = 0]) => [head & 15, low | (high << 7)]),
  );
  t.deepEqual(
    [...received].sort(([a], [b]) => a - b),
    channels.map((channel) => [channel, reading(channel)]),
  );
});

for (const pin of [2, 16, 22, 49, 53, 69]) {
  test(`Mega: pin ${pin} is safe within 5 ms after its silence, and the trip stays`, (t) => {
    const board = mega();
    const terms = { ...TERMS, pin, silenceMs: 100 };
    const received = board.ask(lease.configure(terms));
    t.deepEqual(received, [lease.state(terms, 0, REASON.none)]);
    board.execute(lease.clear(pin), lease.renew, wire.digitalPin(pin, 1));
    t.is(board.uno.pin(pin), 'high');
    const renewed = board.arrive(lease.renew);
    while (board.uno.pin(pin) === 'high' && board.uno.nowMs < renewed + 200) board.run(0.05);
    const heldMs = board.uno.nowMs - renewed;
    t.true(heldMs > 95 && heldMs <= 105, `${heldMs} ms`);
    board.execute(lease.renew, wire.digitalPin(pin, 1));
    t.is(board.uno.pin(pin), 'low');
  });
}

test('Mega: a reading of channel 12 above its ceiling makes the pin safe within 5 ms', (t) => {
  const sensor = { ratio: 0.4 };
  const board = mega((channel) => (channel === 12 ? sensor.ratio : 0));
  const watch = { channel: 12, lowest: 41, highest: 800, samples: 3 };
  board.execute(lease.configure({ ...TERMS, pin: 40, silenceMs: 10_000, watch }), wire.digitalPin(40, 1));
  board.execute(wire.samplingInterval(10), wire.reportAnalog(12, 1));
  t.is(board.uno.pin(40), 'high');
  sensor.ratio = 0.9;
  const tookMs = board.timeTo(40, 'low', 50) ?? Infinity;
  t.true(tookMs <= 5, `${tookMs} ms`);
});

test('Mega: six channels are watched, a lease on a seventh is refused; another on one of the six is not', (t) => {
  const board = mega(() => 0.4);
  const on = (pin: number, channel: number): wire.LeaseTerms => {
    return { ...TERMS, pin, silenceMs: 10_000, watch: { channel, lowest: 41, highest: 800, samples: 3 } };
  };
  for (let n = 0; n < 6; n++) {
    const terms = on(22 + n, 2 * n);
    t.deepEqual(board.ask(lease.configure(terms)), [lease.state(terms, 0, REASON.none)]);
  }
  for (const channel of [1, 12, 15]) {
    t.deepEqual(board.ask(lease.configure(on(40, channel))), [lease.refused(40, REFUSAL.noPlace)]);
  }
  for (const terms of [on(40, 10), on(22, 15), { ...TERMS, pin: 41 }]) {
    t.deepEqual(board.ask(lease.configure(terms)), [lease.state(terms, 0, REASON.none)], `${terms.pin}`);
  }
  t.deepEqual(
    board.ask(lease.configure(on(42, 0))),
    [lease.refused(42, REFUSAL.noPlace)],
    '15 has its place',
  );
});

test('Mega: a program that hangs is reset by the watchdog; every pin floats at once, the trip stays', (t) => {
  const board = mega();
  board.execute(lease.configure({ ...TERMS, pin: 42 }), wire.digitalPin(42, 1), wire.pinMode(60, 'output'));
  board.execute(wire.digitalPin(60, 1));
  board.heard();
  const { uno } = board;
  uno.hang({ interruptsOff: true });
  while (uno.resets.watchdog === 0 && uno.nowMs < 2000) board.run(0.5);
  board.run(0.1);
  t.is(uno.pin(42), 'input');
  t.is(uno.pin(60), 'input');
  board.run(START_MS);
  t.is(uno.pin(42), 'low');
  t.true(uno.longestWaitMs < WATCHDOG_MS);
  board.run(100);
  board.heard();
  t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, 8, 0)], 'the chip says: watchdog');
  t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
});

test('Mega: leases stored in EEPROM are in force after a power cycle', (t) => {
  const board = mega();
  const terms = { ...TERMS, pin: 30 };
  board.execute(lease.configure(terms), lease.keep);
  board.run(300);
  board.powerCycle();
  t.is(board.uno.pin(30), 'low');
  t.deepEqual(board.ask(lease.query)[0]?.slice(2, 15), wire.termsBytes(terms));
});

test('Mega: I2C at 20 and 21', (t) => {
  const board = mega();
  board.uno.bus.slaves.set(0x50, new Registers([0x10, 0x91]));
  board.execute(i2c.config());
  for (const pin of [20, 21]) t.is(board.uno.pin(pin), 'pull-up');
  t.deepEqual(board.ask(i2c.readOnce(0x50, 1, 1)), [i2c.reply(0x50, 1, 0x91)]);
  t.deepEqual(board.uno.bus.log, ['W50 01', 'R50 91']);
});

test('Nano: A6 and A7 measure and can do nothing else', (t) => {
  const board = nano((channel) => (channel * 100 + 0.5) / 1024);
  const pins = capabilities(board);
  t.is(pins.length, 22);
  for (const pin of [20, 21]) t.deepEqual(pins[pin], [MODES.analog, 10]);
  t.true(has(pins[19], 'output'));
  board.execute(wire.reportAnalog(6, 1), wire.reportAnalog(7, 1));
  board.heard();
  board.run(25);
  t.deepEqual(
    new Set(board.heard().map(String)),
    new Set([wire.analog(6, 600), wire.analog(7, 700)].map(String)),
  );
  board.execute(wire.pinMode(20, 'output'), wire.digitalPin(20, 1));
  const state = board.ask(wire.pinStateQuery(20)).find((message) => message[1] === 0x6e);
  t.deepEqual(state, wire.sysex(0x6e, 20, MODES.analog, 0));
  const watch = { channel: 7, lowest: 41, highest: 650, samples: 3 };
  board.execute(lease.configure({ ...TERMS, silenceMs: 10_000, watch }), wire.digitalPin(TERMS.pin, 1));
  board.run(10);
  t.is(board.uno.pin(TERMS.pin), 'low', 'A7 reads 700');
});
