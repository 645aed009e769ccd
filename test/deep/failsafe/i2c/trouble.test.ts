import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { SCL, SDA } from '../../../failsafe/board/board-under-test.js';
import { BUS_PROBLEMS, GOOD, SLOW } from '../../../failsafe/board/bus-problems.js';
import { Registers, stretching } from '../../../failsafe/board/slaves.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { i2c } = wire;

/** Time-out of a transaction, and time for which the bus is not used after it, ms. */
const GIVE_UP_MS = 25.7;
const REST_MS = 250;

function boardWithBus(): BareBoard {
  const board = new BareBoard();
  board.uno.bus.slaves.set(GOOD, new Registers([7]));
  board.execute(i2c.config());
  board.heard();
  return board;
}

const texts = (received: readonly (readonly number[])[]): string[] =>
  received.filter((message) => message[1] === 0x71).map(wire.textOf);

for (const [what, { at = GOOD, begin, end }] of Object.entries(BUS_PROBLEMS)) {
  const requests = {
    write: i2c.write(at, 0, 1, 2, 3),
    read: i2c.readOnce(at, 3),
    'read of a register': i2c.readOnce(at, 0, 3),
    'read after a repeated START': i2c.restarting(i2c.readOnce(at, 0, 3)),
  };

  test(`when ${what}, a request ends after 25 ms and is reported, and the bus works again afterwards`, (t) => {
    for (const [name, request] of Object.entries(requests)) {
      const board = boardWithBus();
      const { bus } = board.uno;
      begin(bus);
      board.arrive(request);
      board.uno.hostSend([0xf9]);
      board.run(GIVE_UP_MS + 12);
      const received = board.heard();
      const address = at.toString(16);
      t.deepEqual(texts(received), [`I2C 0x${address}: bus stuck`], name);
      t.true(received.some(([first]) => first === 0xf9));
      t.true(board.uno.longestWaitMs < GIVE_UP_MS, `${name}: ${board.uno.longestWaitMs} ms`);
      end(bus);
      board.run(REST_MS);
      t.deepEqual(board.ask(i2c.readOnce(GOOD, 0, 1)), [i2c.reply(GOOD, 0, 7)], name);
      t.deepEqual(board.ask(i2c.readOnce(at, 0, 1)).length, 1, name);
      t.is(board.uno.resets.watchdog, 0);
    }
  });

  test(`when ${what}, a flood of requests and reads does not hang the board`, (t) => {
    const board = boardWithBus();
    board.execute(i2c.readOn(at, 0, 3), i2c.readOn(GOOD, 0, 3));
    begin(board.uno.bus);
    const floodEnd = board.uno.nowMs + 1500;
    const all = Object.values(requests).flat();
    while (board.uno.nowMs < floodEnd) {
      if (board.uno.hostQueue < 20) board.uno.hostSend(all);
      board.run(1);
    }
    while (board.uno.hostQueue > 0) board.run(1);
    board.run(100);
    board.heard();
    board.uno.hostSend([0xf7, 0xf9]);
    board.run(60);
    t.true(board.heard().some(([first]) => first === 0xf9));
    t.true(board.uno.longestWaitMs < GIVE_UP_MS, `${board.uno.longestWaitMs} ms`);
    t.is(board.uno.resets.watchdog, 0);
    end(board.uno.bus);
    board.run(REST_MS);
    t.true(board.ask().some((message) => `${message}` === `${i2c.reply(GOOD, 0, 7, 0, 0)}`));
  });
}

test('a slave may stretch the clock for 24 ms in all', (t) => {
  const board = boardWithBus();
  board.uno.bus.slaves.set(SLOW, stretching(new Registers([9]), 5.5));
  // Address, register, address, byte.
  t.deepEqual(board.ask(i2c.readOnce(SLOW, 0, 1)), [i2c.reply(SLOW, 0, 9)]);
  board.uno.bus.slaves.set(SLOW, stretching(new Registers([9]), 6.5));
  t.deepEqual(texts(board.ask(i2c.readOnce(SLOW, 0, 1))), ['I2C 0x51: bus stuck']);
});

test('a slave that a reset interrupted gets clock pulses, at most nine each time', (t) => {
  for (let clocks = 1; clocks <= 9; clocks++) {
    const board = boardWithBus();
    board.uno.bus.cutOff(clocks);
    t.deepEqual(board.ask(i2c.readOnce(GOOD, 0, 1)), [i2c.reply(GOOD, 0, 7)], `${clocks}`);
  }
  const board = boardWithBus();
  board.uno.bus.cutOff(12);
  t.deepEqual(texts(board.ask(i2c.readOnce(GOOD, 0, 1))), ['I2C 0x50: bus stuck']);
  t.deepEqual(board.ask(i2c.readOnce(GOOD, 0, 1)), [i2c.reply(GOOD, 0, 7)]);
});

test('the board never drives the bus high', (t) => {
  const board = boardWithBus();
  const states = new Set<string>();
  board.uno.onPin = (pin, state) => (pin === SDA || pin === SCL) && states.add(state);
  for (const { at = GOOD, begin, end } of Object.values(BUS_PROBLEMS)) {
    begin(board.uno.bus);
    board.execute(i2c.write(at, 1), i2c.readOnce(at, 0, 1));
    board.run(400);
    end(board.uno.bus);
  }
  board.execute(wire.SYSTEM_RESET);
  t.deepEqual([...states].sort(), ['input', 'low', 'pull-up']);
});

test('a faulty bus takes a tenth of the time, not all of it', (t) => {
  const board = boardWithBus();
  board.uno.bus.isDead = true;
  for (let n = 0; n < 8; n++) board.execute(i2c.readOn(GOOD, n, 1));
  board.run(500);
  let answered = 0;
  for (let n = 0; n < 200; n++) {
    board.heard();
    board.arrive([0xf9]);
    board.run(5);
    if (board.heard().some(([first]) => first === 0xf9)) answered += 1;
  }
  t.true(answered > 170, `${answered} of 200 within 5 ms`);
});
