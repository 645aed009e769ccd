import test from 'ava';
import { BareBoard } from './board/bare-board.js';
import { A0 } from './board/board-under-test.js';
import * as wire from './messages/wire-format.js';

const reading = (message: readonly number[]): number => (message[1] ?? 0) | ((message[2] ?? 0) << 7);

test('an analog channel is reported at once and then every 19 ms, in ten bits', (t) => {
  let ratio = 0.25;
  const board = new BareBoard({ analogRatio: (channel) => (channel === 2 ? ratio : 1) });
  board.arrive(wire.reportAnalog(2, 1));
  board.run(2);
  t.deepEqual(board.heard(), [[0xe2, 256 & 0x7f, 256 >> 7]]);
  board.run(1900);
  const received = board.heard();
  t.true(received.length >= 99 && received.length <= 101, `${received.length} in 1.9 s`);
  for (const [share, value] of [
    [0, 0],
    [0.5, 512],
    [0.9999, 1023],
    [1, 1023],
  ] as const) {
    ratio = share;
    board.run(25);
    board.heard();
    board.run(25);
    t.deepEqual(board.heard().map(reading).slice(-1), [value]);
  }
  board.execute(wire.reportAnalog(2, 0));
  board.run(5);
  board.heard();
  board.run(200);
  t.deepEqual(board.heard(), []);
});

for (const [ms, perSecond] of [
  [1, 1000],
  [0, 1000],
  [10, 100],
  [100, 10],
] as const) {
  test(`a sampling interval of ${ms} ms gives ${perSecond} reports in a second`, (t) => {
    const board = new BareBoard();
    board.execute(wire.samplingInterval(ms), wire.reportAnalog(0, 1));
    board.run(50);
    board.heard();
    board.run(1000);
    const { length } = board.heard();
    t.true(Math.abs(length - perSecond) <= perSecond * 0.02 + 1, `${length}`);
  });
}

test('when the line is too slow for all reports, the channels take turns and the host is still served', (t) => {
  const board = new BareBoard();
  board.execute(
    wire.samplingInterval(1),
    ...[0, 1, 2, 3, 4, 5].map((channel) => wire.reportAnalog(channel, 1)),
  );
  board.run(100);
  board.heard();
  board.run(1000);
  const received = board.heard();
  for (let channel = 0; channel < 6; channel++) {
    const { length } = received.filter(([first]) => first === (0xe0 | channel));
    t.true(length > 300 && length < 340, `channel ${channel}: ${length}`);
  }
  board.execute(wire.pinMode(7, 'output'), wire.digitalPin(7, 1));
  t.is(board.uno.pin(7), 'high');
});

test('an analog pin that becomes an output is not reported until it is analog again', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(wire.reportAnalog(0, 1), wire.pinMode(A0, 'output'));
  board.run(50);
  board.heard();
  board.run(100);
  t.deepEqual(board.heard(), []);
  board.execute(wire.pinMode(A0, 'analog'));
  board.run(100);
  t.true(board.heard().length >= 4);
});

test('a digital port is reported at once and when one of its inputs changes; outputs are not included', (t) => {
  const board = new BareBoard();
  board.execute(wire.pinMode(2, 'input'), wire.pinMode(4, 'pullUp'), wire.pinMode(7, 'input'));
  board.execute(wire.pinMode(6, 'output'), wire.digitalPin(6, 1), wire.reportPort(0, 1));
  const received = (): number[] => board.heard().map(reading);
  t.deepEqual(received(), [0b0001_0000], 'the pull-up');
  for (const [pin, level, port] of [
    [2, true, 0b0001_0100],
    [7, true, 0b1001_0100],
    [4, false, 0b1000_0100],
    [2, undefined, 0b1000_0000],
  ] as const) {
    board.uno.driveInput(pin, level);
    board.run(5);
    t.deepEqual(received(), [port]);
  }
  board.execute(wire.digitalPin(6, 0));
  t.deepEqual(received(), []);
  board.execute(wire.reportPort(0, 0));
  board.uno.driveInput(7, false);
  board.run(20);
  t.deepEqual(received(), []);
});
