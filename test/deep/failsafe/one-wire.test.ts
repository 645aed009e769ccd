import test from 'ava';
import { BareBoard } from '../../failsafe/board/bare-board.js';
import { LATE_MS, TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import { AT_ONCE, MESSAGES, RENEWAL } from '../../failsafe/messages/message-table.js';
import * as wire from '../../failsafe/messages/wire-format.js';
import { Ds18b20 } from '../../failsafe/one-wire/devices.js';
import { OneWireLine } from '../../failsafe/one-wire/line.js';

const { lease, oneWire } = wire;
const PIN = 10;
const WRITTEN = 8;
const DEVICES = Array.from({ length: 4 }, (_, n) => new Ds18b20(77 + 256 * n));
const { address } = DEVICES[0] as Ds18b20;
/** What a host asks of the line again and again, and what is answered. */
const WORK: Readonly<Record<string, { ask: readonly number[]; answered: number }>> = {
  searches: { ask: oneWire.search(PIN), answered: 0x42 },
  reads: { ask: oneWire.request(PIN, { reset: true, address, write: [0xbe], read: 9 }), answered: 0x43 },
  'long writes': {
    ask: oneWire.request(PIN, { reset: true, address, write: Array(37).fill(0x4e), read: 1 }),
    answered: 0x43,
  },
};

function workingBoard(): { board: BareBoard; line: OneWireLine } {
  const board = new BareBoard();
  const line = new OneWireLine(
    board.uno,
    PIN,
    DEVICES.map(({ begin }) => begin),
  );
  board.execute(oneWire.config(PIN), wire.pinMode(WRITTEN, 'output'));
  return { board, line };
}

for (const [what, { ask, answered }] of Object.entries(WORK)) {
  test(`no byte is lost during ${what} while the line to the host is never idle`, (t) => {
    const { board, line } = workingBoard();
    let changes = 0;
    board.uno.onPin = ((before) => (pin, state, atMs) => {
      before(pin, state, atMs);
      if (pin === WRITTEN) changes += 1;
    })(board.uno.onPin);
    let sent = 0;
    let answers = 0;
    board.heard();
    for (let round = 0; round < 5; round++) {
      board.uno.hostSend(ask);
      for (let isAnswered = false; !isAnswered; ) {
        while (board.uno.hostQueue < 20)
          board.uno.hostSend(wire.digitalPin(WRITTEN, ++sent % 2 === 1 ? 1 : 0));
        board.run(0.5);
        isAnswered = board.heard().some((message) => message[1] === 0x73 && message[2] === answered);
      }
      answers += 1;
    }
    board.run(60);
    t.true(sent > 100, `${sent}`);
    t.is(changes, sent);
    t.is(answers, 5);
    t.deepEqual(line.violations, []);
  });

  test(`a lease ends in time during ${what}, whatever else comes`, (t) => {
    let latest = Number.NEGATIVE_INFINITY;
    for (const [name, flood] of [['nothing', []], ...Object.entries(MESSAGES)] as const) {
      if (name === RENEWAL || name === AT_ONCE) continue;
      const { board, line } = workingBoard();
      board.execute(lease.configure(TERMS), wire.digitalPin(VALVE, 1));
      let shutAt = Number.NaN;
      const { onPin } = board.uno;
      board.uno.onPin = (pin, state, atMs) => {
        onPin(pin, state, atMs);
        if (pin === VALVE) shutAt = state === 'low' ? atMs : Number.NaN;
      };
      const renewedAt = board.arrive(lease.renew);
      while (board.uno.nowMs < renewedAt + TERMS.silenceMs + 20) {
        if (board.uno.hostQueue < 10) board.uno.hostSend([...ask, ...flood]);
        board.run(0.7);
      }
      const lateMs = shutAt - renewedAt - TERMS.silenceMs;
      t.true(lateMs <= LATE_MS, `${name}: ${lateMs} ms`); // the valve may be closed by a message
      t.true(line.seen.slots > 100);
      t.is(board.uno.resets.watchdog, 0);
      latest = Math.max(latest, lateMs);
    }
    t.true(latest > 0);
    t.log(`${latest.toFixed(2)} of ${LATE_MS} ms`);
  });
}
