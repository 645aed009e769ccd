import test from 'ava';
import { BareBoard } from './board/bare-board.js';
import { A0, restingMode, SCL, SDA } from './board/board-under-test.js';
import { TERMS } from './board/leased-valve.js';
import { Pcf8574, Registers, refusing } from './board/slaves.js';
import * as wire from './messages/wire-format.js';

const { i2c } = wire;
const VERSION = [0xf9];
const VERSION_ANSWER = [0xf9, 2, 5];

/** A board whose I2C is on, with three devices and their log. */
function withDevices() {
  const board = new BareBoard();
  const { bus } = board.uno;
  const memory = new Registers([0x10, 0x91, 0xa2, 0x33]);
  const expander = new Pcf8574();
  bus.slaves.set(0x50, memory).set(0x27, expander).set(0x33, refusing);
  board.execute(i2c.config());
  return { board, bus, memory, expander };
}

const texts = (received: readonly (readonly number[])[]): string[] =>
  received.filter((message) => message[1] === 0x71).map(wire.textOf);

test('a config puts SDA and SCL into mode I2C, with pull-ups, and another mode of one of them ends it', (t) => {
  const board = new BareBoard();
  const state = (pin: number): number[] | undefined => board.ask(wire.pinStateQuery(pin))[0];
  board.execute(wire.sysex(0x78));
  for (const pin of [SDA, SCL]) {
    t.is(board.uno.pin(pin), 'pull-up');
    t.deepEqual(state(pin), wire.sysex(0x6e, pin, wire.MODES.i2c, 0));
  }
  t.deepEqual(state(A0), wire.sysex(0x6e, A0, wire.MODES.analog, 0));
  board.execute(wire.pinMode(SCL, restingMode(SCL)));
  t.is(board.uno.pin(SCL), 'input');
  t.deepEqual(texts(board.ask(i2c.write(0x27, 1))), ['I2C 0x27: off']);
  board.execute(wire.pinMode(SCL, 'i2c'), wire.pinMode(3, 'i2c'));
  t.deepEqual(state(SCL), wire.sysex(0x6e, SCL, wire.MODES.i2c, 0), 'the mode does it, too');
  t.deepEqual(state(3), wire.sysex(0x6e, 3, wire.MODES.input, 0));
  board.execute(
    wire.digitalPin(SDA, 1),
    wire.digitalPin(SCL, 0),
    wire.digitalPort(2, 0xff),
    wire.analog(14, 9),
  );
  for (const pin of [SDA, SCL]) t.is(board.uno.pin(pin), 'pull-up', 'writes are not for them');
  board.execute(wire.SYSTEM_RESET);
  for (const pin of [SDA, SCL]) t.is(board.uno.pin(pin), 'input');
  t.deepEqual(state(SDA), wire.sysex(0x6e, SDA, wire.MODES[restingMode(SDA)], 0));
});

test('each write is one transaction with the same bytes', (t) => {
  const { board, bus, memory } = withDevices();
  t.deepEqual(board.ask(i2c.write(0x27, 0x00), i2c.write(0x27, 0xff), i2c.write(0x27, 0x80)), []);
  board.execute(i2c.write(0x50, 0x10, 1, 2, 254), i2c.write(0x50));
  t.deepEqual(bus.log, ['W27 00', 'W27 ff', 'W27 80', 'W50 10 01 02 fe', 'W50']);
  t.deepEqual([...memory.bytes.subarray(0x10, 0x13)], [1, 2, 254]);
});

test('a write has at most 30 bytes, because a message has at most 64', (t) => {
  const { board, bus, memory } = withDevices();
  const bytes = Array.from({ length: 29 }, (_, n) => 200 + n);
  board.execute(i2c.write(0x50, 0x20, ...bytes));
  board.run(20);
  t.deepEqual([...memory.bytes.subarray(0x20, 0x20 + 29)], bytes);
  bus.log.length = 0;
  board.execute(i2c.write(0x50, 0x20, ...bytes, 1));
  board.run(20);
  t.deepEqual(bus.log, [], 'longer ones are passed over');
});

test('a read writes the register and reads, with a STOP between them', (t) => {
  const { board, bus } = withDevices();
  t.deepEqual(board.ask(i2c.readOnce(0x50, 0x01, 3)), [i2c.reply(0x50, 0x01, 0x91, 0xa2, 0x33)]);
  t.deepEqual(bus.log, ['W50 01', 'R50 91 a2 33']);
});

test('bit 6 reads after a repeated START', (t) => {
  const { board, bus } = withDevices();
  t.deepEqual(board.ask(i2c.restarting(i2c.readOnce(0x50, 0x02, 1))), [i2c.reply(0x50, 0x02, 0xa2)]);
  t.deepEqual(bus.log, ['W50 02 | R50 a2']);
});

test('a read without a register reads on, and its reply has register 0', (t) => {
  const { board, bus, expander } = withDevices();
  expander.pins = 0x5a;
  t.deepEqual(board.ask(i2c.readOnce(0x27, 2)), [i2c.reply(0x27, 0, 0x5a, 0x5a)]);
  t.deepEqual(bus.log, ['R27 5a 5a']);
});

test('32 bytes can be read, not more', (t) => {
  const { board, memory } = withDevices();
  memory.bytes.set(Array.from({ length: 32 }, (_, n) => 255 - n));
  const reply = i2c.reply(0x50, 0, ...memory.bytes.subarray(0, 32));
  t.deepEqual(board.ask(i2c.readOnce(0x50, 0, 32)), [reply]);
  t.deepEqual(texts(board.ask(i2c.readOnce(0x50, 0, 33))), ['I2C 0x50: too many']);
  board.run(100);
  t.deepEqual(texts(board.ask(i2c.readOnce(0x50, 0, 0x101))), ['I2C 0x50: too many']);
  t.deepEqual(board.ask(i2c.readOnce(0x50, 0, 0)), []);
});

test('the delay is between register and read, is kept by a config of 0, and is limited', (t) => {
  const { board, bus } = withDevices();
  let pointedAt = 0;
  let readAt = 0;
  bus.slaves.set(0x52, {
    take: (_, atMs) => {
      pointedAt = atMs;
      return true;
    },
    give: (atMs) => {
      readAt = atMs;
      return 7;
    },
  });
  const delayAfter = (config: readonly number[]): number => {
    t.deepEqual(board.ask(config, i2c.readOnce(0x52, 0, 1)), [i2c.reply(0x52, 0, 7)]);
    return readAt - pointedAt;
  };
  const isAbout = (ms: number, wantedMs: number): void => {
    t.true(ms > wantedMs && ms < wantedMs + 0.5, `${ms}`);
  };
  isAbout(delayAfter(i2c.config(0)), 0);
  isAbout(delayAfter(i2c.config(5000)), 5);
  isAbout(delayAfter(i2c.config(0)), 5);
  isAbout(delayAfter(wire.sysex(0x78)), 5);
  isAbout(delayAfter(i2c.config(100)), 0.1);
  isAbout(delayAfter(i2c.config(16_383)), 16.383);
  isAbout(delayAfter([...wire.SYSTEM_RESET, ...i2c.config(0)]), 0);
});

test('a delay in eight-bit bytes is understood, as firmata-io sends it', (t) => {
  const { board } = withDevices();
  // 50 ms, as Johnny-Five requests for an SI7020; 2 ms, 5 ms: an MS5611.
  for (const bytes of [
    [0x50, 0xc3],
    [0xd0, 0x07],
    [0x88, 0x13],
  ]) {
    board.execute(wire.SYSTEM_RESET, wire.sysex(0x78, ...bytes));
    t.deepEqual(board.ask(i2c.readOnce(0x50, 0, 1)), [i2c.reply(0x50, 0, 0x10)], `${bytes}`);
    t.deepEqual(board.ask(VERSION), [VERSION_ANSWER]);
  }
  board.execute([0xf0, 0x78], wire.pinMode(7, 'output'), wire.digitalPin(7, 1));
  t.is(board.uno.pin(7), 'high', 'half a config hides no write of a pin');
  board.execute([0xf0, 0x78, 0], wire.SYSTEM_RESET);
  t.is(board.uno.pin(7), 'low');
});

test('a failed transaction is reported as a string instead of a reply', (t) => {
  const { board, bus } = withDevices();
  const says = (message: readonly number[], text: string): void => {
    board.run(100);
    const received = board.ask(message);
    t.deepEqual([texts(received), received.length], [[text], 1]);
  };
  says(i2c.write(0x2f, 1), 'I2C 0x2F: no answer');
  says(i2c.readOnce(0x2f, 1), 'I2C 0x2F: no answer');
  says(i2c.readOnce(0x2f, 0, 1), 'I2C 0x2F: no answer');
  says(i2c.write(0x33, 1, 2), 'I2C 0x33: refused');
  says(i2c.readOnce(0x33, 4, 2), 'I2C 0x33: refused');
  t.deepEqual(bus.log, ['W2f-', 'R2f-', 'W2f-', 'W33 01-', 'W33 04-']);
  bus.log.length = 0;
  for (const message of [i2c.write(0x27, 1), i2c.readOnce(0x27, 1), i2c.readOn(0x27, 1)]) {
    says(i2c.tenBits(message), 'I2C 0x27: 10 bits');
  }
  t.deepEqual(bus.log, []);
  t.deepEqual(board.ask(i2c.write(0x27, 1)), []);
});

test('errors of a host that repeats failing requests are reported ten times a second', (t) => {
  const { board } = withDevices();
  const end = board.uno.nowMs + 1000;
  while (board.uno.nowMs < end) board.execute(i2c.write(0x2f, 1), i2c.write(0x33, 1));
  const received = texts(board.heard());
  t.true(received.length >= 9 && received.length <= 11, `${received.length}`);
});

test('malformed requests do nothing', (t) => {
  const { board, bus } = withDevices();
  const requests = [
    wire.sysex(0x76),
    wire.sysex(0x76, 0x27),
    wire.sysex(0x76, 0x27, 0, 1),
    wire.sysex(0x76, 0x27, 8),
    wire.sysex(0x76, 0x27, 8, 1),
    wire.sysex(0x76, 0x27, 8, 1, 0, 1),
    i2c.readOnce(0x27, 0, 1, 1),
    i2c.readOn(0x27),
    i2c.readOn(0x27, 0),
    i2c.stop(0x27),
    wire.sysex(0x77, 0x27, 0, 0, 0, 1, 0),
  ];
  for (const request of requests) t.deepEqual(board.ask(request), [], `${request}`);
  t.deepEqual(bus.log, []);
});

test('pins that a lease holds or watches do not become I2C, neither of them', (t) => {
  const watch = { channel: SDA - A0, lowest: 0, highest: 1023, samples: 3 };
  for (const terms of [
    { ...TERMS, pin: SCL },
    { ...TERMS, pin: SDA },
    ...(SDA >= A0 ? [{ ...TERMS, watch }] : []),
  ]) {
    const { board, bus } = withDevices();
    const state = (pin: number): number[] | undefined => board.ask(wire.pinStateQuery(pin))[0];
    board.execute(wire.SYSTEM_RESET, wire.lease.configure({ ...terms, silenceMs: 10_000 }));
    board.heard();
    const before = [state(SDA), state(SCL)];
    for (const turnOn of [i2c.config(), wire.pinMode(SDA, 'i2c'), wire.pinMode(SCL, 'i2c')]) {
      board.run(100);
      t.deepEqual(texts(board.ask(turnOn)), ['I2C 0x00: pins taken']);
    }
    t.deepEqual([state(SDA), state(SCL)], before);
    board.run(100);
    t.deepEqual(texts(board.ask(i2c.write(0x27, 1))), ['I2C 0x27: off']);
    t.deepEqual(bus.log, []);
  }
});

test('a lease takes a pin away from I2C', (t) => {
  const { board, bus } = withDevices();
  board.execute(wire.lease.configure({ ...TERMS, pin: SCL, silenceMs: 10_000 }), wire.digitalPin(SCL, 1));
  t.is(board.uno.pin(SCL), 'high');
  board.heard();
  t.deepEqual(texts(board.ask(i2c.write(0x27, 1))), ['I2C 0x27: off']);
  t.is(board.uno.pin(SCL), 'high');
  t.deepEqual(bus.log, []);
});
