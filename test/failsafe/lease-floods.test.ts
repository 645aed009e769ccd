import test from 'ava';
import { BOARD } from './board-under-test.js';
import { latenessUnder } from './flood.js';
import { FLOODS } from './flood-kinds.js';
import { LATE_MS } from './leased-valve.js';

/** Longer than a flood before the renewal, so that the valve is still open when the renewal arrives. */
const SILENCE_MS = 120;
const HARMLESS = [0xf7];

// Floods of every kind, on every board, are in deep/failsafe.
for (const what of ['half a message', 'junk']) {
  test(`a lease ends in time under a flood of ${what}, before its renewal and after it`, (t) => {
    const bytes = FLOODS[what] ?? [];
    for (const flood of [{ before: bytes, after: HARMLESS }, { after: bytes }]) {
      const late = latenessUnder(flood, BOARD, SILENCE_MS);
      t.true(late !== undefined && late <= LATE_MS, `${late} ms late`);
    }
  });
}
