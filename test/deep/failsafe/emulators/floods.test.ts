import type { ExecutionContext } from 'ava';
import type { ReportingBoard } from '../../../failsafe/board/bare-board.js';
import { type Emulator, onBoth } from '../../../failsafe/board/emulators.js';
import { LATE_MS, VALVE, withOpenValve } from '../../../failsafe/board/leased-valve.js';
import { MESSAGES, RENEWAL } from '../../../failsafe/messages/message-table.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease } = wire;
/** Longer than most floods before the renewal; the longest answers have their own test below. */
const SILENCE_MS = 120;
/** Longer than as many of the longest answers take on a Mega, 1.9 s. */
const LONG_SILENCE_MS = 2000;
/** Bytes that the board's receive buffer holds, with a renewal at their end. */
const BUFFER_BYTES = 63;
/** A byte that renews nothing, and how often it comes, ms. */
const HARMLESS = [0];
const HARMLESS_EVERY_MS = 5;

/** How many messages come right before the renewal. */
const BEFORE = {
  three: () => 3,
  'as many as the board holds': ({ length }: readonly number[]) =>
    Math.max(1, Math.floor((BUFFER_BYTES - lease.renew.length) / length)),
};

/** What comes after it, until the lease has ended. */
const AFTER = {
  nothing: (board: ReportingBoard) => board.run(1),
  'a harmless byte every 5 ms': (board: ReportingBoard) => {
    board.uno.hostSend(HARMLESS);
    board.run(HARMLESS_EVERY_MS);
  },
  'more of the same without a pause': (board: ReportingBoard, message: readonly number[]) => {
    while (board.uno.hostQueue < BUFFER_BYTES) board.uno.hostSend(message);
    board.run(1);
  },
};

interface Flood {
  readonly before: (message: readonly number[]) => number;
  readonly after: (board: ReportingBoard, message: readonly number[]) => void;
}

/** How late the lease ended, ms: a message comes before the last renewal, and maybe after it. */
function lateMs(board: ReportingBoard, silenceMs: number, message: readonly number[], flood: Flood): number {
  withOpenValve(board, { silenceMs });
  let shutAt = Number.NaN;
  board.uno.onPin = (pin, state, atMs) => {
    if (pin === VALVE && state === 'low') shutAt = atMs;
  };
  const renewedAt = board.arrive(...Array(flood.before(message)).fill(message), lease.renew);
  while (Number.isNaN(shutAt) && board.uno.nowMs < renewedAt + 2 * silenceMs) flood.after(board, message);
  return shutAt - renewedAt - silenceMs;
}

/** Messages with which the lease is late, and by how much. */
function late(t: ExecutionContext, emulator: Emulator, flood: Flood): string[] {
  return Object.entries(MESSAGES).flatMap(([what, message]) => {
    if (what === RENEWAL || (what.startsWith('i2c') && !emulator.hasI2c)) return [];
    const board = emulator.board(t);
    if (emulator.hasI2c) board.execute(wire.i2c.config());
    const ms = lateMs(board, SILENCE_MS, message, flood);
    if (board.uno.resets.watchdog > 0) return [`${what}: the watchdog reset it`];
    return ms <= LATE_MS ? [] : [`${what}: ${ms.toFixed(1)} ms`];
  });
}

for (const [many, before] of Object.entries(BEFORE)) {
  for (const [what, after] of Object.entries(AFTER)) {
    onBoth(`a lease ends in time after ${many} of any message, a renewal, and ${what}`, (t, emulator) => {
      const found = late(t, emulator, { before, after });
      t.log(found.join('\n'));
      t.deepEqual(found, []);
    });
  }
}

onBoth('a lease of 2 s ends in time behind all the longest answers that the board can owe', (t, emulator) => {
  const flood = {
    before: BEFORE['as many as the board holds'],
    after: AFTER['a harmless byte every 5 ms'],
  };
  const ms = lateMs(emulator.board(t), LONG_SILENCE_MS, wire.sysex(0x6b), flood);
  t.log(`${ms.toFixed(1)} ms`);
  t.true(ms <= LATE_MS);
});
