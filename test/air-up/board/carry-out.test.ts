import test from 'ava';
import type { AirUpBoard } from '../../../firmware/air-up/board/air-up-board.js';
import { carryOut } from '../../../firmware/air-up/board/carry-out.js';
import { newCycle } from '../../../firmware/air-up/cycle/state.js';
import { OnairError } from '../../../host/base/error.js';
import { jobOf } from './rig.js';

/** A board that can't carry out anything. */
function failing(error: Error): AirUpBoard {
  return {
    read: () => ({ outlets: [] }),
    write: () => {
      throw error;
    },
    clear: () => {},
    close: () => Promise.resolve(),
    onReports: () => {},
    buzzer: undefined,
    led: undefined,
    screen: undefined,
  };
}

test('a link that is found gone while writing is a fault, with its event', (t) => {
  const gone = new OnairError('port-lost', { message: 'gone', hint: 'none' });
  const { state, events } = carryOut(failing(gone), newCycle(jobOf({ FL: 28 }), 0), [{ kind: 'start' }], 10);
  t.like(state.stage, { kind: 'fault', fault: { code: 'link-lost' } });
  t.true(events.some(({ kind }) => kind === 'fault'));
});

test('every other error comes out', (t) => {
  const board = failing(new RangeError('not wired'));
  t.throws(() => carryOut(board, newCycle(jobOf({ FL: 28 }), 0), [], 10), { instanceOf: RangeError });
});
