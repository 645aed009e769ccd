import test from 'ava';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { BOARD } from '../../failsafe/board/board-under-test.js';
import { LATE_MS } from '../../failsafe/board/leased-valve.js';
import { latenessUnder } from '../../failsafe/messages/flood.js';
import { MESSAGES, RENEWAL } from '../../failsafe/messages/message-table.js';

/** Long enough for a burst of any message but the longest answers before the renewal. */
const SILENCE_MS = 60;
const HARMLESS = [0xf7];
/**
 * All pairs take a minute of processor a board. So each message stands before the renewal with so many after it, and
 * after it with as many before: neighbors in a shuffled circle, another one for each board.
 */
const PARTNERS = 16;
const SEEDS: Readonly<Record<string, number>> = { uno: 1, nano: 2, mega: 3 };
const random = seeded(SEEDS[BOARD.name] ?? 0);
const floods = Object.entries(MESSAGES)
  .filter(([name]) => name !== RENEWAL)
  .map((flood) => ({ flood, place: random() }))
  .toSorted((one, other) => one.place - other.place)
  .map(({ flood }) => flood);

for (const [at, [before, bytes]] of floods.entries()) {
  test(`${before}, then a renewal, then a flood of ${PARTNERS} others: the valve shuts in time`, (t) => {
    for (const [after, more] of [...floods, ...floods].slice(at, at + PARTNERS)) {
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
