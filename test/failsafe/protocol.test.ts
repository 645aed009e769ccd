import test from 'ava';
import fc from 'fast-check';
import { BareBoard, START_MS } from './board/bare-board.js';
import {
  A0,
  BOARD,
  CHANNELS,
  OUTPUTS,
  PIN_COUNT,
  PLAIN,
  PWM_PINS,
  SCL,
  SDA,
} from './board/board-under-test.js';
import * as wire from './messages/wire-format.js';

const NAME = [...Buffer.from('onair-failsafe')].flatMap((character) => [character, 0]);
const VERSION = [0xf9, 2, 5];
const FIRMWARE = wire.sysex(0x79, 1, 1, ...NAME);

const DIGITAL = [0, 1, 0x0b, 1, 1, 1];
const PWM = [3, 8];
const ANALOG = [2, 10];
const SERVO = [4, 14];
const ONE_WIRE = [7, 1];
const I2C = [6, 1];
const CAPABILITIES = wire.sysex(
  0x6c,
  ...Array.from({ length: PIN_COUNT }, (_, pin) => [
    ...(OUTPUTS.includes(pin) ? DIGITAL : []),
    ...(PWM_PINS.includes(pin) ? PWM : []),
    ...(pin >= A0 ? ANALOG : []),
    ...(OUTPUTS.includes(pin) ? SERVO : []),
    ...(pin === SDA || pin === SCL ? I2C : []),
    ...(OUTPUTS.includes(pin) ? ONE_WIRE : []),
    0x7f,
  ]).flat(),
);
const MAPPING = wire.sysex(0x6a, ...Array(A0).fill(0x7f), ...CHANNELS);

test('after a reset a board sends its protocol version, name and reset cause', (t) => {
  const board = new BareBoard();
  board.uno.reset();
  board.run(START_MS);
  t.deepEqual(board.heard(), [VERSION, FIRMWARE, wire.sysex(8, 2, 0)]);
});

test('version, firmware, capabilities and analog mapping are answered', (t) => {
  const board = new BareBoard();
  t.deepEqual(board.ask([0xf9]), [VERSION]);
  t.deepEqual(board.ask(wire.sysex(0x79)), [FIRMWARE]);
  board.execute(wire.sysex(0x6b));
  board.run(250); // a Mega has 600 bytes of them
  t.deepEqual(board.heard(), [CAPABILITIES]);
  t.deepEqual(board.ask(wire.sysex(0x69)), [MAPPING]);
});

test('a pin accepts the modes that it supports and no other, and reports its mode and state', (t) => {
  const board = new BareBoard();
  const state = (pin: number): number[] | undefined =>
    board.ask(wire.pinStateQuery(pin)).find((message) => message[1] === 0x6e);
  t.deepEqual(state(PLAIN), wire.sysex(0x6e, PLAIN, wire.MODES.input, 0));
  t.deepEqual(state(A0), wire.sysex(0x6e, A0, wire.MODES.analog, 0));
  board.execute(wire.pinMode(PLAIN, 'output'), wire.digitalPin(PLAIN, 1));
  t.deepEqual(state(PLAIN), wire.sysex(0x6e, PLAIN, wire.MODES.output, 1));
  board.execute(
    wire.pinMode(PLAIN, 'pwm'),
    wire.pinMode(PLAIN, 'analog'),
    [0xf4, PLAIN, 5],
    [0xf4, PLAIN, 0x7f],
  );
  t.deepEqual(state(PLAIN), wire.sysex(0x6e, PLAIN, wire.MODES.output, 1), 'no PWM, no analog there');
  board.execute(wire.pinMode(PLAIN, 'pullUp'));
  t.is(board.uno.pin(PLAIN), 'pull-up');
  t.deepEqual(state(PLAIN), wire.sysex(0x6e, PLAIN, wire.MODES.pullUp, 1));
  board.execute(wire.pinMode(PLAIN, 'input'));
  t.is(board.uno.pin(PLAIN), 'input');
  board.execute(wire.pinMode(9, 'pwm'), wire.analog(9, 200));
  t.deepEqual(state(9), wire.sysex(0x6e, 9, wire.MODES.pwm, 200 & 0x7f, 200 >> 7));
  t.is(state(PIN_COUNT), undefined);
});

test('the pins of the host link are no pins, and pins that do not exist do nothing', (t) => {
  const board = new BareBoard();
  const changes: unknown[] = [];
  board.uno.onPin = (...change) => changes.push(change);
  for (const pin of [0, 1, PIN_COUNT, PIN_COUNT + 1, 127]) {
    board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1), wire.extendedAnalog(pin, 9));
    board.execute(wire.pinMode(pin, 'pwm'), wire.pinMode(pin, 'pullUp'), wire.pinMode(pin, 'analog'));
  }
  for (let port = (PIN_COUNT + 7) >> 3; port < 16; port++)
    board.execute(wire.digitalPort(port, 0xff), wire.reportPort(port, 1));
  for (let channel = BOARD.channels; channel < 16; channel++) board.execute(wire.reportAnalog(channel, 1));
  t.deepEqual(changes, []);
  board.run(120); // a string about a mode
  board.heard();
  t.deepEqual(board.ask([0xf9]), [VERSION]);
});

test('a port write sets the outputs of the port and leaves the rest alone', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(8, 'output'), wire.pinMode(9, 'pwm'), wire.pinMode(13, 'output'));
  board.execute(wire.digitalPort(1, 0b100010));
  t.deepEqual(
    [8, 9, 10, 13].map((pin) => board.uno.pin(pin)),
    ['low', 'low', 'input', 'high'],
  );
  board.execute(wire.pinMode(7, 'output'), wire.digitalPort(0, 0x80));
  t.is(board.uno.pin(7), 'high', 'the eighth pin is in the second byte');
});

test('a pin without a mode floats until it is written HIGH, and is an output from then on', (t) => {
  const board = new BareBoard();
  board.execute(wire.digitalPort(0, 0), wire.digitalPin(7, 0));
  t.is(board.uno.pin(7), 'input');
  board.execute(wire.digitalPort(0, 0x80));
  t.deepEqual(
    [6, 7].map((pin) => board.uno.pin(pin)),
    ['input', 'high'],
  );
  board.execute(wire.digitalPort(0, 0));
  t.is(board.uno.pin(7), 'low');
  board.execute(wire.digitalPin(8, 1), wire.digitalPin(A0, 1));
  t.deepEqual(
    [8, A0].map((pin) => board.uno.pin(pin)),
    ['high', 'input'],
    'an analog pin is one until it is told',
  );
});

test('HIGH to an input turns on its pull-up, as old programs expect, and LOW leaves it on', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(4, 'input'), wire.digitalPort(0, 0x10));
  t.is(board.uno.pin(4), 'pull-up');
  board.execute(wire.digitalPort(0, 0));
  t.is(board.uno.pin(4), 'pull-up');
  board.execute(wire.pinMode(4, 'input'));
  t.is(board.uno.pin(4), 'input');
});

test('PWM works by the analog message and by the extended one, up to full duty', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'pwm'), wire.analog(9, 51));
  t.is(board.uno.pin(9), 'pwm');
  t.is(board.uno.duty(9), 0.2);
  for (const [value, bytes] of [
    [102, 1],
    [102, 2],
    [102, 4],
    [102, 20],
  ] as const) {
    board.execute(wire.analog(9, 51), wire.extendedAnalog(9, value, bytes));
    t.is(board.uno.duty(9), 0.4, `${bytes} bytes`);
  }
  board.execute(wire.analog(9, 255));
  t.is(board.uno.pin(9), 'high');
  board.execute(wire.analog(9, 51), wire.analog(9, 256));
  t.is(board.uno.pin(9), 'high', 'more than full is full');
  board.execute(wire.analog(9, 51), wire.extendedAnalog(9, 2 ** 28, 5));
  t.is(board.uno.pin(9), 'high');
  board.execute(wire.analog(9, 0));
  t.is(board.uno.pin(9), 'low');
  board.execute(wire.pinMode(8, 'output'), wire.analog(8, 255));
  t.is(board.uno.pin(8), 'low', 'a pin that is not in mode PWM takes no PWM');
});

test('garbage and truncated messages neither stop the board nor change a pin', (t) => {
  const noLeaseAndNoMode = fc
    .uint8Array({ minLength: 1, maxLength: 120 })
    // Messages that may change a pin or have a lasting effect: modes, writes, reports, and the lease messages.
    .map((bytes) =>
      [...bytes].map((byte) =>
        (byte >= 0x80 && byte < 0xf0) || byte === 0xf4 || byte === 0xf5 ? 0xf1 : byte,
      ),
    )
    .filter(
      (bytes) => !bytes.some((byte, at) => byte === 0xf0 && [1, 0x0b, 0x7a].includes(bytes[at + 1] ?? 0)),
    );
  const board = new BareBoard();
  const changes: unknown[] = [];
  board.uno.onPin = (...change) => changes.push(change);
  fc.assert(
    fc.property(noLeaseAndNoMode, (bytes) => {
      board.execute(bytes);
      board.run(120);
      board.heard();
      t.deepEqual(board.ask([0xf9]), [VERSION]);
    }),
    { numRuns: 60 },
  );
  t.deepEqual(changes, []);
  t.is(board.uno.resets.watchdog, 0);
});

test('a message has the same effect however its bytes are split', (t) => {
  const board = new BareBoard();
  const script = [
    wire.pinMode(7, 'output'),
    wire.digitalPin(7, 1),
    wire.sysex(0x79),
    wire.pinStateQuery(7),
  ].flat();
  const answers = [FIRMWARE, wire.sysex(0x6e, 7, wire.MODES.output, 1)];
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: script.length, maxLength: script.length }),
      (pauses) => {
        board.execute(wire.SYSTEM_RESET);
        script.forEach((byte, at) => {
          board.uno.hostSend([byte]);
          board.run(pauses[at] as number);
        });
        board.run(30);
        t.deepEqual(board.heard(), answers);
      },
    ),
    { numRuns: 30 },
  );
});

test('a sysex that is too long or unknown is skipped as a whole', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'pwm'));
  board.execute(wire.sysex(0x6f, 9, ...Array(61).fill(0), 1));
  t.is(board.uno.pin(9), 'high', '64 bytes are not too many');
  board.execute(wire.analog(9, 0));
  t.deepEqual(board.ask(wire.sysex(0x6f, 9, ...Array(62).fill(0), 1)), []);
  t.is(board.uno.pin(9), 'low');
  // The last 65 skipped bytes look like messages but are data bytes.
  t.deepEqual(board.ask(wire.sysex(0x79, ...Array(2000).fill(0x6b))), []);
  for (const id of [0, 0x0c, 0x0f, 0x10, 0x60, 0x70, 0x76, 0x7e, 0x7f]) {
    t.deepEqual(board.ask(wire.sysex(id, 1, 2, 3)), [], `sysex ${id}`);
  }
  t.deepEqual(board.ask([0xf0, 0xf7], [0xf7], [0xf9]), [VERSION]);
});

test('an unfinished message is dropped for the next one; a system reset works in the middle of any message', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(7, 'output'));
  for (const half of [[0xf0], [0xf0, 0x6f, 7], [0xf4, 7], [0x90], [0xe3, 1], [0xf0, ...Array(50).fill(1)]]) {
    board.execute(half, wire.digitalPin(7, 1));
    t.is(board.uno.pin(7), 'high', `after ${half}`);
    board.execute(half, wire.SYSTEM_RESET);
    t.is(board.uno.pin(7), 'low', `after ${half}`);
  }
});

test('SYSTEM_RESET makes every output LOW, inputs plain again, and ends all reports', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  for (const pin of OUTPUTS) board.execute(wire.pinMode(pin, 'output'), wire.digitalPin(pin, 1));
  board.execute(
    wire.pinMode(9, 'pwm'),
    wire.analog(9, 128),
    wire.pinMode(3, 'pullUp'),
    wire.pinMode(A0, 'analog'),
  );
  board.execute(wire.reportAnalog(0, 1), wire.reportPort(0, 1), wire.samplingInterval(1));
  board.execute(wire.SYSTEM_RESET);
  for (const pin of OUTPUTS) {
    t.is(board.uno.pin(pin), pin === 3 || pin === A0 ? 'input' : 'low', `pin ${pin}`);
  }
  board.run(20);
  board.heard();
  board.uno.driveInput(3, true);
  board.run(100);
  t.deepEqual(board.heard(), []);
});
