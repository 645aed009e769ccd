import test from 'ava';
import { BOARD, OLD_UNO, testBoard } from '../board/board-under-test.js';
import { LATE_MS } from '../board/leased-valve.js';
import { latenessUnder } from '../messages/flood.js';
import { FLOODS } from '../messages/flood-kinds.js';

/** Longer than a flood before the renewal, so that the valve is still open when the renewal arrives. */
const SILENCE_MS = 120;
const HARMLESS = [0xf7];

/**
 * Floods of every kind, on every board, are in deep/failsafe. Questions whose answers fill the line keep the renewal
 * waiting: the sketch of 1.0 was late by those.
 */
for (const what of ['half a message', 'junk', 'mapping', 'about']) {
  test(`a lease ends in time under a flood of ${what}, before its renewal and after it`, (t) => {
    const bytes = FLOODS[what] ?? [];
    for (const flood of [{ before: bytes, after: HARMLESS }, { after: bytes }]) {
      const late = latenessUnder(flood, BOARD, SILENCE_MS);
      t.true(late !== undefined && late <= LATE_MS, `${late} ms late`);
    }
  });
}

test('the test can fail: the sketch of 1.0 counted a renewal from when it got round to it', (t) => {
  const late = latenessUnder(
    { before: FLOODS.about ?? [], after: HARMLESS },
    { ...testBoard('uno'), hex: OLD_UNO },
    SILENCE_MS,
  );
  t.false(late !== undefined && late <= LATE_MS, `${late} ms late`);
});
