import test from 'ava';
import { BareBoard } from './board/bare-board.js';
import { PWM_PINS } from './board/board-under-test.js';
import { readIntelHex } from './chip/intel-hex.js';
import * as wire from './messages/wire-format.js';

const VALVE = 7;

test('the lean timers have the same timing as those of avr8js', (t) => {
  const heard = [false, true].map((fullTimers) => {
    const board = new BareBoard({ fullTimers, analogRatio: () => 0.3 });
    const times: number[] = [];
    board.execute(
      wire.pinMode(VALVE, 'output'),
      wire.pinMode(9, 'pwm'),
      wire.samplingInterval(7),
      wire.reportAnalog(0, 1),
    );
    board.execute(
      wire.lease.configure({ pin: VALVE, safe: 0, silenceMs: 300, activeMs: 0 }),
      wire.digitalPin(VALVE, 1),
    );
    board.uno.onPin = (pin, _state, atMs) => pin === VALVE && times.push(atMs);
    board.run(500);
    return { times, messages: board.heard() };
  });
  t.deepEqual(heard[0]?.messages, heard[1]?.messages);
  const [lean = 0, full = 0] = heard.map(({ times }) => times[0]);
  t.true(Math.abs(lean - full) < 0.1, `${lean} ${full}`);
});

test('PWM of the emulation is high for the requested share of the time', (t) => {
  const board = new BareBoard({ fullTimers: true });
  for (const pin of PWM_PINS) {
    let high = 0;
    board.execute(wire.pinMode(pin, 'pwm'), wire.extendedAnalog(pin, 64));
    const begin = board.uno.nowMs;
    for (; board.uno.nowMs < begin + 20; board.run(0.01)) {
      if (board.uno.pin(pin) === 'high') high += 1;
    }
    t.true(Math.abs(high / 2000 - 64 / 255) < 0.02, `pin ${pin}: ${high / 2000}`);
  }
});

test('a byte at another baud rate is not received', (t) => {
  const board = new BareBoard();
  board.uno.hostBaudRate = 115_200;
  t.deepEqual(board.ask([0xf9]), []);
  board.uno.hostBaudRate = 57_600;
  t.deepEqual(board.ask([0xf9]), [[0xf9, 2, 5]]);
});

test('bytes are transmitted at 5760 per second', (t) => {
  const board = new BareBoard();
  const start = board.uno.nowMs;
  const end = board.arrive(Array(576).fill(0));
  t.true(Math.abs(end - start - 100) < 0.1, `${end - start} ms`);
});

test('an idle board runs faster than a real one', (t) => {
  const board = new BareBoard();
  board.run(500); // the JavaScript compiler warms up
  const start = process.cpuUsage(); // not the time of day: other programs run here, too
  board.run(2000);
  const { user, system } = process.cpuUsage(start);
  const times = 2_000_000 / (user + system);
  t.log(`${times.toFixed(0)} times real time`);
  t.true(times > 2); // far more if the processor is not shared
});

test('a broken hex file is refused', (t) => {
  const line = ':10000000000102030405060708090A0B0C0D0E0F78';
  t.is(readIntelHex(line)[1], 0x0302);
  t.throws(() => readIntelHex(`${line.slice(0, -1)}9`), { message: /line 1/ });
  t.throws(() => readIntelHex(line.slice(0, -2)), { message: /line 1/ });
});
