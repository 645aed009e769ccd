import test from 'ava';
import { BareBoard, START_MS } from '../../failsafe/board/bare-board.js';
import * as wire from '../../failsafe/messages/wire-format.js';

const { lease } = wire;
const VALVE = 7;
const TERMS: wire.LeaseTerms = { pin: VALVE, safe: 0, silenceMs: 5000, activeMs: 0 };

test('a reset while leases change loses none of the earlier ones', (t) => {
  const second = { ...TERMS, pin: 8, silenceMs: 90 };
  const changes: Readonly<Record<string, readonly number[]>> = {
    'another one comes': lease.configure({ ...TERMS, pin: 3 }),
    'another one goes': lease.forget(8),
    'a trip is cleared': lease.clear(8),
    'nothing is said, and one trips': [],
  };
  for (const [what, change] of Object.entries(changes)) {
    for (let us = 0; us < 2400; us += 60) {
      const board = new BareBoard();
      board.execute(lease.configure({ ...TERMS, silenceMs: 30 }));
      board.run(40);
      board.arrive(lease.configure(second));
      if (change.length === 0) board.run(second.silenceMs);
      else {
        board.run(10);
        board.arrive(change);
      }
      board.run(us / 1000);
      board.uno.reset();
      board.uno.onHostByte = () => {}; // what was being said is cut off
      board.run(START_MS);
      board.execute(wire.digitalPin(VALVE, 1));
      t.is(board.uno.pin(VALVE), 'low', `${what}: reset after ${us} us`);
    }
  }
});
