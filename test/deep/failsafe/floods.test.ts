import test from 'ava';
import { BOARD } from '../../failsafe/board-under-test.js';
import { latenessUnder } from '../../failsafe/flood.js';
import { LATE_MS } from '../../failsafe/leased-valve.js';
import { MESSAGES, RENEWAL } from '../../failsafe/message-table.js';

/** Long enough for a burst of any message but the longest answers before the renewal. */
const SILENCE_MS = 60;
const HARMLESS = [0xf7];
const floods = Object.entries(MESSAGES).filter(([name]) => name !== RENEWAL);

for (const [before, bytes] of floods) {
  test(`${before}, then a renewal, then a flood of any message: the valve shuts in time`, (t) => {
    for (const [after, more] of floods) {
      const late = latenessUnder({ before: bytes, after: more }, BOARD, SILENCE_MS);
      t.true(late !== undefined && late <= LATE_MS, `${after}: ${late} ms late`);
    }
  });

  if (bytes.length === 1) continue; // it can't be broken off
  test(`${before}, broken off after any byte, before the renewal and after it: the valve shuts in time`, (t) => {
    for (let count = 1; count < bytes.length; count++) {
      const half = bytes.slice(0, count);
      if (half.join() === '240,2') continue; // with what follows it is a renewal
      for (const flood of [{ before: half, after: HARMLESS }, { after: half }]) {
        const late = latenessUnder(flood, BOARD, SILENCE_MS);
        t.true(late !== undefined && late <= LATE_MS, `${count} bytes: ${late} ms late`);
      }
    }
  });
}

test('any number of questions before a renewal, with any pause between the bytes after it', (t) => {
  for (let times = 1; times <= 17; times++) {
    const late = latenessUnder(
      { before: MESSAGES.capabilities as number[], times, after: HARMLESS },
      BOARD,
      500,
    );
    t.true(late !== undefined && late <= LATE_MS, `${times}: ${late} ms late`);
  }
});
