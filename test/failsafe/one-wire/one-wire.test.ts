import test from 'ava';
import { BareBoard } from '../board/bare-board.js';
import { A0 } from '../board/board-under-test.js';
import { TERMS } from '../board/leased-valve.js';
import { Registers } from '../board/slaves.js';
import * as wire from '../messages/wire-format.js';
import { Ds18b20 } from './devices.js';
import { type LineOptions, OneWireLine } from './line.js';

const { lease, oneWire } = wire;
const PIN = 10;
/** A search takes 14 ms for each device. */
const SEARCH_MS = 30;
const STRING = 0x71;

interface Bench {
  readonly board: BareBoard;
  readonly line: OneWireLine;
}

function bench(devices: readonly Ds18b20[], options: LineOptions = {}): Bench {
  const board = new BareBoard();
  const line = new OneWireLine(
    board.uno,
    PIN,
    devices.map(({ begin }) => begin),
    options,
  );
  board.execute(oneWire.config(PIN));
  return { board, line };
}

/** A board's answers, strings as texts. */
function answers(board: BareBoard, message: readonly number[], ms = SEARCH_MS): (string | number[])[] {
  board.heard();
  board.execute(message);
  board.run(ms);
  return board.heard().map((answer) => (answer[1] === STRING ? wire.textOf(answer) : answer));
}

const thermometers = (count: number): Ds18b20[] =>
  Array.from({ length: count }, (_, n) => new Ds18b20(0x0102030405 + 0x1357_9bdf_2468 * n, 20 + n));

for (const presenceAfter of [15, 60]) {
  test(`a device that answers ${presenceAfter} us after a reset is found, told to convert, and read`, (t) => {
    const [device] = thermometers(1) as [Ds18b20];
    device.celsius = -10.125;
    const { board, line } = bench([device], { presenceAfter });
    t.deepEqual(answers(board, oneWire.search(PIN)), [oneWire.found(PIN, device.address)]);
    const { address } = device;
    t.deepEqual(answers(board, oneWire.request(PIN, { reset: true, address, write: [0x44] })), []);
    t.deepEqual(
      answers(
        board,
        oneWire.request(PIN, { reset: true, address, write: [0xbe], read: 9, correlation: 0x1234 }),
      ),
      [oneWire.reply(PIN, 0x1234, ...device.scratchpad)],
    );
    t.is(device.scratchpad[0], 0x5e);
    t.deepEqual(line.violations, []);
    t.deepEqual(line.seen, { resets: 3, slots: 8 + 3 * 64 + 80 + 80 + 72 });
  });
}

test('interrupts are never off for longer than 70 us', (t) => {
  const { board } = bench(thermometers(1));
  board.arrive(oneWire.search(PIN));
  const { uno } = board;
  let longest = 0;
  let offAt = Number.NaN;
  for (const end = uno.nowMs + SEARCH_MS; uno.nowMs < end; uno.run(1 / 16_000)) {
    if (uno.areInterruptsOn) offAt = Number.NaN;
    else if (Number.isNaN(offAt)) offAt = uno.nowMs;
    else longest = Math.max(longest, uno.nowMs - offAt);
  }
  t.log(`${(1000 * longest).toFixed(1)} us`);
  t.true(longest > 0.06, 'that of the presence pulse');
  t.true(longest <= 0.07);
});

test('every device is found, each once, and the alarming ones alone where that is asked', (t) => {
  const devices = thermometers(6);
  const { board, line } = bench(devices);
  for (const device of devices.slice(2, 4)) device.alarms = true;
  const [all] = answers(board, oneWire.search(PIN), 200);
  const order = (one: readonly number[], other: readonly number[]): number => {
    for (let at = 0; at < 64; at++) {
      const apart = (((one[at >> 3] ?? 0) >> (at & 7)) & 1) - (((other[at >> 3] ?? 0) >> (at & 7)) & 1);
      if (apart !== 0) return apart;
    }
    return 0;
  };
  const sorted = (list: readonly Ds18b20[]) => list.map(({ address }) => address).toSorted(order);
  t.deepEqual(all, oneWire.found(PIN, ...sorted(devices)));
  t.deepEqual(answers(board, oneWire.searchAlarms(PIN), 100), [
    oneWire.alarming(PIN, ...sorted(devices.slice(2, 4))),
  ]);
  for (const device of devices) device.alarms = false;
  t.deepEqual(answers(board, oneWire.searchAlarms(PIN)), [oneWire.alarming(PIN)]);
  t.deepEqual(line.violations, []);
});

test('more devices than a board has room for: the first six, and a string', (t) => {
  const { board } = bench(thermometers(8));
  const [text, found] = answers(board, oneWire.search(PIN), 300).toSorted();
  t.is(
    [text, found].find((one) => typeof one === 'string'),
    `OneWire: too much (pin ${PIN})`,
  );
  t.is([text, found].find((one) => typeof one !== 'string')?.length, 5 + Math.ceil((6 * 64) / 7));
});

test('a write of more bytes than a board holds is refused whole, and nothing else in RAM changes', (t) => {
  const [device] = thermometers(1) as [Ds18b20];
  const { address } = device;
  // 48 bytes, with the commands that choose devices. A message has room for 54.
  for (const [fits, choice] of [
    [48, {}],
    [47, { skip: true }],
    [39, { address }],
    [38, { skip: true, address }],
  ] as const) {
    const { board, line } = bench([device]);
    const write = (count: number): (string | number[])[] =>
      answers(board, oneWire.request(PIN, { ...choice, write: Array(count).fill(0xa5) }), 60);
    t.deepEqual(write(fits), [], `${fits} bytes`);
    t.is(line.seen.slots, 48 * 8);
    const ram = (): number => board.uno.ram.filter((byte) => byte === 0xa5).length;
    board.execute(oneWire.request(PIN, { reset: true }));
    const before = ram();
    t.deepEqual(write(fits + 1), [`OneWire: too much (pin ${PIN})`], `${fits + 1} bytes`);
    t.is(line.seen.slots, 48 * 8, 'not a bit of it');
    t.true(ram() <= before + fits + 10, 'in the message alone');
  }
});

test('a line to the host that is always full delays a reply, and nothing behind it for long', (t) => {
  const full: Readonly<Record<string, readonly number[][]>> = {
    'two I2C reads each 10 ms': [
      wire.samplingInterval(10),
      wire.i2c.config(),
      wire.i2c.readOn(0x68, 0, 14),
      wire.i2c.readOn(0x69, 1, 14),
    ],
    'six channels each millisecond': [
      wire.samplingInterval(1),
      ...Array.from({ length: 6 }, (_, channel) => wire.reportAnalog(channel, 1)),
    ],
  };
  for (const [what, settings] of Object.entries(full)) {
    const [device] = thermometers(1) as [Ds18b20];
    const { board } = bench([device]);
    for (const address of [0x68, 0x69]) board.uno.bus.slaves.set(address, new Registers());
    board.execute(...settings, wire.pinMode(8, 'output'), wire.digitalPin(8, 1));
    board.run(80);
    board.heard();
    const read = (correlation: number): number[] =>
      oneWire.request(PIN, { reset: true, skip: true, write: [0xbe], read: 9, correlation });
    board.execute(read(1), read(2), [0xf4, 3, 8], wire.digitalPin(8, 0));
    board.run(1500);
    t.is(board.uno.pin(8), 'low', what);
    const heard = board.heard();
    const replies = heard.filter((message) => message[1] === 0x73);
    t.deepEqual(
      replies,
      [1, 2].map((correlation) => oneWire.reply(PIN, correlation, ...device.scratchpad)),
      what,
    );
    t.true(
      heard.some((message) => message[1] === STRING && wire.textOf(message) === 'Unknown pin mode (pin 3)'),
      what,
    );
  }
});

test('a line without devices, or one that is held low, has none, and no reading is made up', (t) => {
  for (const held of [false, true]) {
    const { board } = bench([]);
    if (held) board.uno.driveInput(PIN, false);
    t.deepEqual(answers(board, oneWire.search(PIN)), [oneWire.found(PIN)]);
    const read = oneWire.request(PIN, { reset: true, skip: true, write: [0xbe], read: 2 });
    t.deepEqual(answers(board, read, 100), [`OneWire: no answer (pin ${PIN})`]);
  }
});

test('all devices at once, and a device whose message has no reset of its own', (t) => {
  const devices = thermometers(2);
  const { board, line } = bench(devices);
  board.execute(oneWire.request(PIN, { reset: true }));
  board.execute(oneWire.request(PIN, { skip: true, write: [0x44] }));
  board.run(20);
  t.deepEqual(
    devices.map(({ heard }) => heard),
    [[0x44], [0x44]],
  );
  for (const device of devices) {
    const { address } = device;
    board.execute(oneWire.request(PIN, { reset: true }));
    const read = oneWire.request(PIN, { address, write: [0xbe], read: 2, correlation: 9 });
    t.deepEqual(answers(board, read), [oneWire.reply(PIN, 9, ...device.scratchpad.slice(0, 2))]);
  }
  t.deepEqual(line.violations, []);
});

test('the line is driven high after a write where devices live on that, until the next slot', (t) => {
  const [device] = thermometers(1) as [Ds18b20];
  const { board, line } = bench([device]);
  const convert = oneWire.request(PIN, { reset: true, address: device.address, write: [0x44] });
  answers(board, convert);
  t.is(board.uno.pin(PIN), 'input');
  t.deepEqual(line.powered, []);
  board.execute(oneWire.config(PIN, 1), convert);
  board.run(30);
  t.is(board.uno.pin(PIN), 'high');
  t.deepEqual(answers(board, oneWire.search(PIN)), [oneWire.found(PIN, device.address)]);
  t.is(line.powered.length, 1);
  t.deepEqual(line.violations, []);
  board.execute(convert);
  board.run(30);
  board.execute(wire.SYSTEM_RESET);
  t.is(board.uno.pin(PIN), 'input');
});

test('a delay holds the next OneWire message, and nothing else', (t) => {
  const { board, line } = bench(thermometers(1));
  board.execute(wire.pinMode(8, 'output'));
  board.arrive(
    oneWire.request(PIN, { delayMs: 20 }),
    wire.digitalPin(8, 1),
    oneWire.request(PIN, { reset: true }),
  );
  board.run(5);
  t.is(board.uno.pin(8), 'high');
  t.is(line.seen.resets, 0);
  board.run(20);
  t.is(line.seen.resets, 1);
  t.deepEqual(answers(board, oneWire.request(PIN, { delayMs: 21 }), 120), [`OneWire: too much (pin ${PIN})`]);
});

test('a leased or watched pin is no OneWire, and any other pin only after it was told', (t) => {
  const { board } = bench(thermometers(1));
  const watch = { channel: 0, lowest: 0, highest: 1023, samples: 3 };
  board.execute(lease.configure({ ...TERMS, pin: 9, silenceMs: 16_000, watch }));
  for (const [message, text] of [
    [oneWire.config(9), 'Leased or watched (pin 9)'],
    [wire.pinMode(9, 'oneWire'), 'Leased or watched (pin 9)'],
    [oneWire.config(A0), `Leased or watched (pin ${A0})`],
    [oneWire.config(0), 'Unknown pin mode (pin 0)'],
    [oneWire.search(9), 'Not in mode OneWire (pin 9)'],
    [oneWire.search(5), 'Not in mode OneWire (pin 5)'],
  ] as const)
    t.deepEqual(answers(board, message, 110), [text]);
  t.deepEqual(board.ask(wire.pinStateQuery(9)), [wire.sysex(0x6e, 9, wire.MODES.output, 0)]);
});

test('a lease, another mode and SYSTEM_RESET take the pin in the middle of a search', (t) => {
  const ends: Readonly<Record<string, readonly [readonly number[], string]>> = {
    lease: [lease.configure({ ...TERMS, pin: PIN, silenceMs: 9000 }), 'low'],
    mode: [wire.pinMode(PIN, 'pullUp'), 'pull-up'],
    'system reset': [wire.SYSTEM_RESET, 'input'],
  };
  for (const [what, [end, state]] of Object.entries(ends)) {
    const { board, line } = bench(thermometers(3));
    board.arrive(oneWire.search(PIN));
    board.run(6);
    t.true(line.seen.slots > 10, what);
    board.execute(end);
    const { slots } = line.seen;
    board.run(100);
    t.is(line.seen.slots, slots, what);
    t.is(board.uno.pin(PIN), state as never, what);
    t.false(
      board.heard().some((message) => message[1] === 0x73),
      what,
    );
  }
});

test('messages that are malformed do nothing to the line', (t) => {
  const { board, line } = bench(thermometers(1));
  for (const data of [
    [],
    [0x40],
    [0x41],
    [0x41, PIN],
    [0x40, 0x7f],
    [0x04, PIN, 1, 2],
    [0x08, PIN, 1],
    [0x10, PIN, 1],
  ])
    t.deepEqual(answers(board, wire.sysex(0x73, ...data)), [], `${data}`);
  t.deepEqual(answers(board, oneWire.request(PIN, { reset: true, read: 47 }), 110), [
    `OneWire: too much (pin ${PIN})`,
  ]);
  t.is(line.seen.resets, 0);
  const longest = Array.from({ length: 45 }, (_, n) => n);
  board.execute(oneWire.request(PIN, { reset: true, skip: true, write: longest }));
  board.run(60);
  t.deepEqual(line.seen, { resets: 1, slots: 8 * 46 });
  t.deepEqual(line.violations, []);
});
