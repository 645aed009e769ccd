import type { ReportingBoard } from '../../../failsafe/board/bare-board.js';
import { onBoth } from '../../../failsafe/board/emulators.js';
import { isInTime, LATE_MS, trips, VALVE, withOpenValve } from '../../../failsafe/board/leased-valve.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
const ACTIVE_MS = 300;
/** Time at the safe level after which the time active starts again in any case, ms. */
const REST_MS = 2 * ACTIVE_MS;
const PWM_PIN = 9;

/** How a host makes a pin active, and what it does from then on. */
interface Way {
  readonly pin: number;
  readonly begin: readonly number[];
  readonly again: readonly number[];
}

/** Time for which a pin stays active, ms. */
function activeFor(board: ReportingBoard, { pin, begin, again }: Way): number {
  const from = board.arrive(begin);
  board.run(2);
  while (board.uno.pin(pin) !== 'low' && board.uno.nowMs < from + 3 * ACTIVE_MS) {
    board.arrive(lease.renew, again);
  }
  return board.uno.nowMs - from;
}

const WAYS: Readonly<Record<string, Way>> = {
  'is renewed and written again and again': {
    pin: VALVE,
    begin: wire.digitalPin(VALVE, 1),
    again: wire.digitalPin(VALVE, 1),
  },
  'has PWM of a changing duty': {
    pin: PWM_PIN,
    begin: [...wire.pinMode(PWM_PIN, 'pwm'), ...wire.analog(PWM_PIN, 1)],
    again: [...wire.analog(PWM_PIN, 100), ...wire.analog(PWM_PIN, 254)],
  },
};

for (const [what, way] of Object.entries(WAYS)) {
  onBoth(`a pin that ${what} is active for no longer than its lease allows`, (t, emulator) => {
    const { pin } = way;
    const board = withOpenValve(emulator.board(t), { pin, activeMs: ACTIVE_MS, silenceMs: 10_000 });
    board.execute(wire.digitalPin(pin, 0));
    board.run(REST_MS);
    const lateMs = activeFor(board, way) - ACTIVE_MS;
    t.true(isInTime(lateMs), `${lateMs} ms`);
    board.run(20);
    t.deepEqual(trips(board.heard()), [lease.tripped(pin, REASON.activeTooLong)]);
  });
}

/** How a host lets go of the valve for less than a millisecond, and opens it again. */
const TOGGLES: Readonly<Record<string, readonly number[]>> = {
  'is LOW for a moment': [...wire.digitalPin(VALVE, 0), ...wire.digitalPin(VALVE, 1)],
  'is made an output, which is LOW,': [...wire.pinMode(VALVE, 'output'), ...wire.digitalPin(VALVE, 1)],
};

for (const [what, toggle] of Object.entries(TOGGLES)) {
  onBoth(`a pin that ${what} every 10 ms is active for no longer than its lease allows`, (t, emulator) => {
    const board = withOpenValve(emulator.board(t), { activeMs: ACTIVE_MS });
    const from = board.uno.nowMs;
    while (board.uno.nowMs < from + 10 * ACTIVE_MS) {
      board.arrive(lease.renew, toggle);
      board.run(10);
    }
    t.is(board.uno.pin(VALVE), 'low');
    t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.activeTooLong)]);
  });
}

onBoth('a pin that watches a channel is safe in time after the reading has left its range', (t, emulator) => {
  const board = emulator.board(t);
  board.uno.setAnalog(1, 0.4);
  const watch = { channel: 1, lowest: 41, highest: 800, samples: 3 };
  withOpenValve(board, { silenceMs: 10_000, watch });
  board.run(100);
  t.is(board.uno.pin(VALVE), 'high');
  board.uno.setAnalog(1, 0.9);
  const tookMs = board.timeTo(VALVE, 'low', 50) ?? Number.POSITIVE_INFINITY;
  t.true(tookMs <= LATE_MS, `${tookMs} ms`);
  board.run(20);
  t.deepEqual(trips(board.heard()), [lease.tripped(VALVE, REASON.reading)]);
});
