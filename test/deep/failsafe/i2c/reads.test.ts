import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { restingMode, SDA } from '../../../failsafe/board/board-under-test.js';
import { Registers } from '../../../failsafe/board/slaves.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { i2c } = wire;
const DEFAULT_MS = 19;
const FIRST = 0x40;

/** A board with devices at 0x40 and the following addresses; each has its address in register 2. */
function withDevices(count: number) {
  const board = new BareBoard({ analogRatio: (channel) => (channel + 0.5) / 1024 });
  const addresses = Array.from({ length: count }, (_, n) => FIRST + n);
  for (const address of addresses) board.uno.bus.slaves.set(address, new Registers([1, 2, address, 4, 5, 6]));
  board.execute(i2c.config());
  return { board, addresses };
}

const replies = (received: readonly (readonly number[])[]): (readonly number[])[] =>
  received.filter((message) => message[1] === 0x77);

/** How often each channel was reported. */
const analogCounts = (received: readonly (readonly number[])[]): number[] => {
  const counts = Array<number>(6).fill(0);
  for (const [first = 0] of received)
    if ((first & 0xf0) === 0xe0) counts[first & 0x0f] = (counts[first & 0x0f] ?? 0) + 1;
  return counts;
};

const run = (board: BareBoard, ms: number): number[][] => {
  board.heard();
  board.run(ms);
  return board.heard();
};

const isAbout = (count: number, wanted: number): boolean => Math.abs(count - wanted) <= 1;

test('a continuous read repeats at the sampling interval until it is stopped', (t) => {
  const { board } = withDevices(1);
  board.execute(i2c.readOn(FIRST, 1, 2));
  for (const [intervalMs, interval] of [
    [DEFAULT_MS, []],
    [50, wire.samplingInterval(50)],
    [5, wire.samplingInterval(5)],
  ] as const) {
    board.execute(interval);
    const received = run(board, 1000);
    t.true(isAbout(received.length, 1000 / intervalMs), `${received.length} at ${intervalMs} ms`);
    t.true(received.every((message) => `${message}` === `${i2c.reply(FIRST, 1, 2, FIRST)}`));
  }
  board.execute(i2c.stop(FIRST + 1));
  t.true(run(board, 100).length > 0, 'that was another device');
  board.execute(i2c.stop(FIRST));
  t.deepEqual(run(board, 200), []);
});

test('two registers of a device are two reads, the same register again is not, and a stop ends both', (t) => {
  const { board } = withDevices(2);
  board.execute(i2c.readOn(FIRST, 3, 1), i2c.readOn(FIRST + 1, 1), i2c.readOn(FIRST, 2, 1));
  for (let n = 0; n < 10; n++) board.execute(i2c.readOn(FIRST, 3, 2));
  const received = new Set(run(board, 100).map(String));
  const wanted = [i2c.reply(FIRST, 2, FIRST), i2c.reply(FIRST, 3, 4, 5)].map(String);
  for (const reply of wanted) t.true(received.has(reply), reply);
  t.true(isAbout(replies(run(board, 1900)).length, 300));
  board.execute(i2c.stop(FIRST));
  t.true(run(board, 100).every((message) => message[2] === FIRST + 1));
});

test('a continuous read without a register continues at the current register of the device', (t) => {
  const { board } = withDevices(1);
  board.execute(i2c.write(FIRST, 0), i2c.readOn(FIRST, 1));
  board.run(50);
  t.deepEqual(board.uno.bus.log.slice(0, 3), ['W40 00', 'R40 01', 'R40 02']);
});

test('a continuous read keeps its repeated START', (t) => {
  const { board } = withDevices(1);
  board.execute(i2c.restarting(i2c.readOn(FIRST, 2, 1)));
  board.run(100);
  t.true(board.uno.bus.log.length > 3);
  t.true(board.uno.bus.log.every((message) => message === 'W40 02 | R40 40'));
});

test('eight continuous reads work, and a ninth is refused', (t) => {
  const { board, addresses } = withDevices(9);
  for (const address of addresses.slice(0, 8)) board.execute(i2c.readOn(address, 2, 1));
  board.heard();
  board.run(100);
  board.heard();
  board.execute(i2c.readOn(FIRST + 8, 2, 1));
  const received = run(board, 500);
  t.true(received.some((message) => message[1] === 0x71 && wire.textOf(message) === 'I2C 0x48: too many'));
  for (const address of addresses) {
    const count = replies(received).filter((message) => message[2] === address).length;
    t.true(address === FIRST + 8 ? count === 0 : count > 15, `${address}: ${count}`);
  }
  board.execute(i2c.stop(FIRST + 3), i2c.readOn(FIRST + 8, 2, 1));
  const after = new Set(run(board, 200).map((message) => message[2]));
  t.deepEqual(
    [...after].sort(),
    addresses.filter((address) => address !== FIRST + 3),
  );
});

for (const [what, end] of Object.entries({
  SYSTEM_RESET: wire.SYSTEM_RESET,
  'a mode of its pin': wire.pinMode(SDA, restingMode(SDA)),
})) {
  test(`${what} ends the reads, also when I2C is on again at once`, (t) => {
    const { board } = withDevices(2);
    board.execute(i2c.readOn(FIRST, 1), i2c.readOn(FIRST + 1, 1));
    board.execute(end, i2c.config());
    board.execute(wire.pinMode(SDA, 'i2c'), wire.reportAnalog(4, 0));
    board.run(50);
    t.deepEqual(run(board, 200), []);
    t.deepEqual(board.ask(i2c.readOnce(FIRST, 2, 1)), [i2c.reply(FIRST, 2, FIRST)]);
  });
}

test('eight reads that fill the line delay no analog report and no answer', (t) => {
  for (const bytes of [6, 32]) {
    const { board, addresses } = withDevices(8);
    for (let channel = 0; channel < 4; channel++) board.execute(wire.reportAnalog(channel, 1));
    for (const address of addresses) board.execute(i2c.readOn(address, 0, bytes));
    const received = run(board, 1900);
    const [...counts] = analogCounts(received);
    t.true(
      counts.slice(0, 4).every((count) => isAbout(count, 100)),
      `${counts}`,
    );
    const read = addresses.map(
      (address) => replies(received).filter((message) => message[2] === address).length,
    );
    t.true(Math.max(...read) - Math.min(...read) <= 1, `${read}`);
    t.log(`${bytes} bytes: ${read[0]} reads of each device in 100 intervals`);
    board.uno.hostSend([0xf9]);
    board.run(30);
    t.true(board.heard().some(([first]) => first === 0xf9));
    t.is(board.uno.resets.watchdog, 0);
  }
});
