import test from 'ava';
import { OLD_MEGA, OLD_UNO, testBoard } from '../../../failsafe/board/board-under-test.js';
import { LATE_MS } from '../../../failsafe/board/leased-valve.js';
import { type Flood, latenessUnder } from '../../../failsafe/messages/flood.js';
import { FLOODS, LONG_ANSWERS } from '../../../failsafe/messages/flood-kinds.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

/** Longer than a flood before the renewal, so that the valve is still open when it comes. */
const SILENCE_MS = 120;
const HARMLESS = [0xf7];
const CAPABILITIES = wire.sysex(0x6b);
/**
 * Bytes that came before a renewal share its time of arrival: at most seven, at the full rate of the line, and a tick.
 */
const EARLY_MS = 2.5;

for (const name of ['uno', 'nano', 'mega'] as const) {
  const board = testBoard(name);
  // The matrix of floods before and after is in floods.test.ts.
  test(`${name}: a lease ends in time under a flood of any kind, before its renewal and after it`, (t) => {
    for (const [what, bytes] of Object.entries(FLOODS)) {
      for (const flood of [{ before: bytes, after: HARMLESS }, { after: bytes }] satisfies Flood[]) {
        const late = latenessUnder(flood, board, SILENCE_MS);
        const when = flood.before ? 'before' : 'after';
        t.true(late !== undefined && late <= LATE_MS, `${what} ${when} the renewal: ${late} ms late`);
      }
    }
  });

  test(`${name}: a renewal behind long answers counts from its own bytes, whatever comes after it`, (t) => {
    const { silenceMs, times } = LONG_ANSWERS[name];
    for (const after of [HARMLESS, [0], wire.digitalPin(7, 1)]) {
      const late = latenessUnder({ before: CAPABILITIES, times, after }, board, silenceMs);
      t.true(late !== undefined && late <= LATE_MS && late >= -EARLY_MS, `${after}: ${late} ms late`);
    }
  });
}

test('the test can fail: the sketch of 1.0 is hundreds of milliseconds late', (t) => {
  for (const [name, hex] of [
    ['uno', OLD_UNO],
    ['mega', OLD_MEGA],
  ] as const) {
    const { silenceMs, times } = LONG_ANSWERS[name];
    const board = { ...testBoard(name), hex };
    t.is(latenessUnder({ before: CAPABILITIES, times, after: HARMLESS }, board, silenceMs), undefined, name);
  }
});
