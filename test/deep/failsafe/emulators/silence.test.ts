import type { ReportingBoard } from '../../../failsafe/board/bare-board.js';
import { onBoth } from '../../../failsafe/board/emulators.js';
import { isInTime, TERMS, VALVE, withOpenValve } from '../../../failsafe/board/leased-valve.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease } = wire;

/** How the last renewal is followed by nothing, or by nothing that renews; done once, then again and again. */
const SILENCES: Readonly<Record<string, { once?: readonly number[]; again?: readonly number[] }>> = {
  'nothing is said any more': {},
  'a renewal breaks off': { once: [0xf0, 2] },
  'renewals with data come': { again: wire.sysex(2, 0) },
  'zeros come without a pause': { again: [0] },
  'the valve is written without a pause': { again: wire.digitalPin(VALVE, 1) },
  'the longest answer is asked for without a pause': { again: wire.sysex(0x6b) },
};

function keepsBusy(board: ReportingBoard, bytes: readonly number[]): void {
  while (bytes.length > 0 && board.uno.hostQueue < 20) board.uno.hostSend(bytes);
}

for (const [what, { once = [], again = [] }] of Object.entries(SILENCES)) {
  onBoth(`a lease ends in time when ${what}`, (t, emulator) => {
    const board = withOpenValve(emulator.board(t));
    const renewedAt = board.arrive(lease.renew);
    board.uno.hostSend(once);
    while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < renewedAt + 2 * TERMS.silenceMs) {
      keepsBusy(board, again);
      board.run(0.1);
    }
    const lateMs = board.uno.nowMs - renewedAt - TERMS.silenceMs;
    t.true(isInTime(lateMs), `${lateMs} ms`);
    for (let ms = 0; ms < 50; ms++) {
      keepsBusy(board, again);
      board.run(1);
      t.is(board.uno.pin(VALVE), 'low', 'and the pin stays so');
    }
    t.is(board.uno.resets.watchdog, 0);
  });
}
