import test from 'ava';
import { GOOD } from '../board/bus-problems.js';
import { LATE_MS, openValve, VALVE } from '../board/leased-valve.js';
import { Registers } from '../board/slaves.js';
import * as wire from '../messages/wire-format.js';

const { i2c, lease } = wire;
const SILENCE_MS = 150;
/** Causes of a delayed renewal: the board sends a long answer first, at the speed of the line. */
const BEFORE: Readonly<Record<string, readonly (readonly number[])[]>> = {
  'the longest answer': [wire.sysex(0x6b)],
  'three of the longest answers': Array(3).fill(wire.sysex(0x6b)),
  'the longest reads from I2C': Array(3).fill(i2c.readOnce(GOOD, 0, 32)),
  'as many questions as the board can hold': Array(18).fill(lease.query),
};

for (const [what, messages] of Object.entries(BEFORE)) {
  test(`a renewal delayed by ${what} counts from the arrival of its last byte`, (t) => {
    const board = openValve({ silenceMs: SILENCE_MS });
    board.uno.bus.slaves.set(GOOD, new Registers());
    board.execute(i2c.config(), lease.renew);
    const renewedAt = board.arrive(...messages, lease.renew);
    board.run(renewedAt + SILENCE_MS + LATE_MS - board.uno.nowMs);
    t.is(board.uno.pin(VALVE), 'low');
    t.is(board.uno.resets.watchdog, 0);
  });
}
