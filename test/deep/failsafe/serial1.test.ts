import test from 'ava';
import { BareBoard, START_MS } from '../../failsafe/board/bare-board.js';
import { testBoard } from '../../failsafe/board/board-under-test.js';
import { isInTime, LATE_MS, TERMS, VALVE } from '../../failsafe/board/leased-valve.js';
import { latenessUnder } from '../../failsafe/messages/flood.js';
import { FLOODS } from '../../failsafe/messages/flood-kinds.js';
import * as wire from '../../failsafe/messages/wire-format.js';

/** The sketch for a Mega whose host is on USART1: what the port changes. All else is the sketch of the Mega. */
const SERIAL1 = testBoard('mega-serial1');
const { lease, REASON } = wire;
/** Longer than a flood before the renewal, so that the valve is still open when it comes. */
const SILENCE_MS = 120;
const WATCHDOG_MS = 128;
/** RXD and TXD of USART0, which are the USB chip's, and TXD and RXD of USART1. */
const SERIAL_PINS = [0, 1, 18, 19];

test('Serial1: it answers there, and says nothing on the port of the USB chip', (t) => {
  const board = new BareBoard(SERIAL1);
  t.deepEqual(board.ask([0xf9]), [[0xf9, 2, 5]]);
  const onUsb = new BareBoard({ ...SERIAL1, model: testBoard('mega').model });
  onUsb.uno.hostSend([0xf9]);
  onUsb.run(100);
  t.deepEqual(onUsb.heard(), []);
  const usual = new BareBoard({ ...testBoard('mega'), model: SERIAL1.model });
  t.deepEqual(usual.ask([0xf9]), [], 'the usual Mega says nothing on Serial1');
});

test('Serial1: pins 18 and 19 can do nothing else, pins 0 and 1 are left to USB', (t) => {
  const board = new BareBoard(SERIAL1);
  board.execute(wire.sysex(0x6b));
  board.run(250);
  const answer = board.heard().find((message) => message[1] === 0x6c) ?? [];
  const pins = answer
    .slice(2, -1)
    .join(' ')
    .split(/ ?\b127\b ?/);
  t.is(pins.length - 1, 70);
  for (const [pin, modes] of pins.slice(0, 70).entries())
    t.is(modes === '', SERIAL_PINS.includes(pin), `${pin}`);
  for (const pin of SERIAL_PINS) {
    board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1), wire.digitalPort(pin >> 3, 0xff));
    t.is(board.uno.pin(pin), 'input', `${pin}`);
    board.heard();
    t.is(board.ask(lease.configure({ ...TERMS, pin }))[0]?.[1], 7, `no lease on ${pin}`);
  }
  board.execute(wire.pinMode(17, 'output'), wire.digitalPin(17, 1));
  t.is(board.uno.pin(17), 'high');
});

test('Serial1: a lease ends in time, in silence and under a flood before its renewal and after it', (t) => {
  t.true(isInTime(latenessUnder({}, SERIAL1, SILENCE_MS) ?? Infinity));
  for (const what of ['half a message', 'junk', 'zeros']) {
    const bytes = FLOODS[what] ?? [];
    t.true(bytes.length > 0, what);
    for (const flood of [{ before: bytes, after: [0xf7] }, { after: bytes }]) {
      const late = latenessUnder(flood, SERIAL1, SILENCE_MS);
      t.true(late !== undefined && late <= LATE_MS, `${what}: ${late} ms late`);
    }
  }
});

test('Serial1: a program that hangs is reset by the watchdog; the valve shuts, and the trip stays', (t) => {
  const board = new BareBoard(SERIAL1);
  board.execute(lease.configure(TERMS), wire.digitalPin(VALVE, 1));
  t.is(board.uno.pin(VALVE), 'high');
  const from = board.uno.nowMs;
  board.uno.hang({ interruptsOff: true });
  while (board.uno.resets.watchdog === 0 && board.uno.nowMs < from + 1000) board.run(0.5);
  t.true(board.uno.nowMs - from <= WATCHDOG_MS + 1);
  t.is(board.uno.pin(VALVE), 'input');
  board.run(START_MS);
  t.is(board.uno.pin(VALVE), 'low');
  board.run(100);
  board.heard();
  t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
});
