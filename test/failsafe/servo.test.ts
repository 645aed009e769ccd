import test from 'ava';
import { BareBoard } from './board/bare-board.js';
import { OUTPUTS, PLAIN, TIMER1_PINS } from './board/board-under-test.js';
import { isInTime, LATE_MS, TERMS } from './board/leased-valve.js';
import * as wire from './messages/wire-format.js';

const { lease } = wire;
const PERIOD_MS = 20;
const SERVOS = 8;
const [TIMER1, TIMER1_TOO] = TIMER1_PINS;

interface Pulse {
  readonly atMs: number;
  readonly us: number;
}

/** Records the pulses of a pin. */
function pulsesOf(board: BareBoard, wanted: number): Pulse[] {
  const pulses: Pulse[] = [];
  let rose = Number.NaN;
  const { onPin } = board.uno;
  board.uno.onPin = (pin, state, atMs) => {
    onPin(pin, state, atMs);
    if (pin !== wanted) return;
    if (state === 'high') rose = atMs;
    else if (state === 'low' && !Number.isNaN(rose)) {
      pulses.push({ atMs: rose, us: (atMs - rose) * 1000 });
      rose = Number.NaN;
    }
  };
  return pulses;
}

/** Strings since the last call; the next one may come 100 ms after it. */
function strings(board: BareBoard): string[] {
  board.run(120);
  return board
    .heard()
    .filter((message) => message[1] === 0x71)
    .map(wire.textOf);
}
/** Delay by other interrupts, µs; a degree is 10. */
const near = (us: number, wanted: number): boolean => Math.abs(us - wanted) < 15;

test('a servo gets no pulse before it is told where to go, then one every 20 ms', (t) => {
  const board = new BareBoard();
  const pulses = pulsesOf(board, 9);
  board.execute(wire.pinMode(9, 'servo'));
  board.run(100);
  t.is(board.uno.pin(9), 'low');
  t.is(pulses.length, 0);
  board.execute(wire.analog(9, 90));
  pulses.length = 0;
  board.run(1000);
  t.true(pulses.length >= 49 && pulses.length <= 51, `${pulses.length}`);
  for (const { us } of pulses) t.true(near(us, 544 + (2400 - 544) / 2), `${us} us`);
});

test('angles and widths, within the range of the servo', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'servo'));
  const widthAt = (value: number): number => {
    board.execute(wire.analog(9, value));
    board.run(2 * PERIOD_MS);
    const pulses = pulsesOf(board, 9);
    board.run(2 * PERIOD_MS);
    return pulses.at(-1)?.us ?? 0;
  };
  const wanted: readonly (readonly [number, number])[] = [
    [0, 544],
    [180, 2400],
    [200, 2400],
    [543, 2400],
    [544, 544],
    [1500, 1500],
    [3000, 2400],
  ];
  for (const [value, us] of wanted) t.true(near(widthAt(value), us), `${value}: ${us}`);
  board.execute(wire.servoConfig(9, 1000, 2000));
  for (const [value, us] of [
    [0, 1000],
    [90, 1500],
    [180, 2000],
    [600, 1000],
    [2400, 2000],
  ] as const)
    t.true(near(widthAt(value), us), `${value}: ${us}`);
  t.deepEqual(board.ask(wire.pinStateQuery(9)), [
    wire.sysex(0x6e, 9, wire.MODES.servo, 2000 & 0x7f, 2000 >> 7),
  ]);
});

test('a pulse is never shorter than its end can be set, so none lasts until the timer comes round', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'servo'));
  for (const us of [0, 1, 3, 8, 20, 99, 100]) {
    board.execute(wire.servoConfig(9, us, us), wire.analog(9, 0));
    board.run(2 * PERIOD_MS);
    const pulses = pulsesOf(board, 9);
    for (const end = board.uno.nowMs + 5 * PERIOD_MS; board.uno.nowMs < end; board.run(1)) {
      while (board.uno.hostQueue < 24) board.uno.hostSend([0xf9]);
    }
    t.true(pulses.length >= 4, `${us}: ${pulses.length} pulses`);
    for (const pulse of pulses) t.true(near(pulse.us, 100), `${us}: ${pulse.us} us`);
  }
});

test('eight servos keep their own widths in one period, and a ninth is refused', (t) => {
  const board = new BareBoard();
  const pins = OUTPUTS.slice(0, SERVOS);
  const pulses = pins.map((pin) => pulsesOf(board, pin));
  for (const [n, pin] of pins.entries())
    board.execute(wire.pinMode(pin, 'servo'), wire.extendedAnalog(pin, 1900 + 60 * n));
  board.run(200);
  for (const [n, one] of pulses.entries()) {
    const last = one.slice(-5);
    t.is(last.length, 5);
    for (const { us } of last) t.true(near(us, 1900 + 60 * n), `${n}: ${us}`);
    const gap = ((last[4]?.atMs ?? 0) - (last[0]?.atMs ?? 0)) / 4;
    t.true(Math.abs(gap - PERIOD_MS) < 0.3, `${gap} ms`);
  }
  board.heard();
  board.execute(wire.pinMode(OUTPUTS[SERVOS] as number, 'servo'));
  t.deepEqual(strings(board), [`Too many servos (pin ${OUTPUTS[SERVOS]})`]);
  board.execute(wire.pinMode(pins[0] as number, 'output'), wire.pinMode(OUTPUTS[SERVOS] as number, 'servo'));
  t.deepEqual(strings(board), [], 'there is a place again');
});

test('any other mode, SYSTEM_RESET and a lease end the pulses at once, at LOW', (t) => {
  const ends: Readonly<Record<string, readonly number[]>> = {
    output: wire.pinMode(9, 'output'),
    input: wire.pinMode(9, 'input'),
    'system reset': wire.SYSTEM_RESET,
    lease: lease.configure({ ...TERMS, pin: 9, silenceMs: 9000 }),
  };
  for (const [what, end] of Object.entries(ends)) {
    // At every moment of a period, also in the middle of a pulse.
    for (let atMs = 0; atMs < 4; atMs += 0.4) {
      const board = new BareBoard();
      board.execute(wire.pinMode(9, 'servo'), wire.analog(9, 180));
      board.run(60 + atMs);
      board.arrive(end);
      board.run(1.5);
      const high: number[] = [];
      board.uno.onPin = (pin, state, at) => pin === 9 && state === 'high' && high.push(at);
      board.run(100);
      t.deepEqual(high, [], `${what}, ${atMs}`);
      t.is(board.uno.pin(9), what === 'input' ? 'input' : 'low');
    }
  }
});

test('a leased pin is no servo: a servo without pulses stays where it is, so no level of its pin is safe', (t) => {
  const board = new BareBoard();
  board.execute(lease.configure({ ...TERMS, pin: 9, silenceMs: 9000 }));
  board.heard();
  board.execute(wire.pinMode(9, 'servo'), wire.analog(9, 90));
  t.deepEqual(strings(board), ['Leased or watched (pin 9)']);
  board.execute(wire.servoConfig(9, 1000, 2000));
  board.run(100);
  t.deepEqual(strings(board), ['Leased or watched (pin 9)']);
  t.is(board.uno.pin(9), 'low');
  t.deepEqual(board.ask(wire.pinStateQuery(9)), [wire.sysex(0x6e, 9, wire.MODES.output, 0)]);
});

test('PWM of Timer1 and servos exclude each other, and the second one is told why', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(PLAIN, 'servo'), wire.extendedAnalog(PLAIN, 90));
  for (const pin of [TIMER1, TIMER1_TOO]) {
    board.execute(wire.pinMode(pin, 'pwm'), wire.analog(pin, 100));
    t.is(board.uno.pin(pin), 'input');
    t.deepEqual(strings(board), [`Timer1: servo or PWM (pin ${pin})`]);
    board.run(100);
  }
  board.execute(wire.pinMode(3, 'pwm'), wire.analog(3, 100));
  t.is(board.uno.pin(3), 'pwm', 'another timer');
  board.execute(wire.pinMode(PLAIN, 'output'), wire.pinMode(TIMER1, 'pwm'), wire.analog(TIMER1, 51));
  t.is(board.uno.pin(TIMER1), 'pwm', 'the last servo gave the timer back');
  t.is(board.uno.duty(TIMER1), 0.2);
  board.execute(wire.pinMode(PLAIN, 'servo'));
  t.deepEqual(strings(board), [`Timer1: servo or PWM (pin ${PLAIN})`]);
  t.deepEqual(board.ask(wire.pinStateQuery(PLAIN)), [wire.sysex(0x6e, PLAIN, wire.MODES.output, 0)]);
});

test('with eight servos leases and readings end in time', (t) => {
  const board = new BareBoard();
  const leased = OUTPUTS[SERVOS] as number;
  for (const pin of OUTPUTS.slice(0, SERVOS))
    board.execute(wire.pinMode(pin, 'servo'), wire.extendedAnalog(pin, 180));
  board.execute(lease.configure({ ...TERMS, pin: leased }), wire.digitalPin(leased, 1));
  const renewedAt = board.arrive(lease.renew);
  t.not(board.timeTo(leased, 'low', TERMS.silenceMs + LATE_MS + 1), undefined);
  t.true(isInTime(board.uno.nowMs - renewedAt - TERMS.silenceMs));
});

test('a range that is none is answered with a string, and changes nothing', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'servo'), wire.analog(9, 1500));
  for (const [minUs, maxUs] of [
    [2000, 1000],
    [1000, 2913],
    [1000, 16_383],
  ] as const) {
    board.heard();
    board.execute(wire.servoConfig(9, minUs, maxUs));
    board.run(110);
    t.deepEqual(strings(board), ['No such servo range (pin 9)'], `${minUs} to ${maxUs}`);
  }
  const pulses = pulsesOf(board, 9);
  board.run(3 * PERIOD_MS);
  t.true(near(pulses.at(-1)?.us ?? 0, 1500));
});

test('a watchdog reset floats the pins of servos', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(9, 'servo'), wire.analog(9, 90));
  board.uno.hang({ interruptsOff: false });
  board.run(129);
  t.is(board.uno.pin(9), 'input');
  board.run(200);
  t.is(board.uno.pin(9), 'input');
});

test('what a pin lacks is answered with a string, ten times a second at most', (t) => {
  const board = new BareBoard();
  for (const [pin, mode, text] of [
    [PLAIN, 3, `Unknown pin mode (pin ${PLAIN})`],
    [PLAIN, 2, `Unknown pin mode (pin ${PLAIN})`],
    [PLAIN, 8, `Unknown pin mode (pin ${PLAIN})`],
    [PLAIN, 0x7f, `Unknown pin mode (pin ${PLAIN})`],
    [0, 1, 'Unknown pin mode (pin 0)'],
    [13, 6, 'Unknown pin mode (pin 13)'],
  ] as const) {
    board.execute([0xf4, pin, mode]);
    t.deepEqual(strings(board), [text], `${pin}, ${mode}`);
  }
  const from = board.uno.nowMs;
  while (board.uno.nowMs < from + 1000) {
    if (board.uno.hostQueue < 20) board.uno.hostSend([0xf4, PLAIN, 8]);
    board.run(1);
  }
  t.true(strings(board).length <= 12);
});
