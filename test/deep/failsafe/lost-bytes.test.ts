import test from 'ava';
import { BareBoard } from '../../failsafe/bare-board.js';
import { HEX, OLD_UNO, testBoard } from '../../failsafe/board-under-test.js';
import * as wire from '../../failsafe/wire-format.js';

const { lease } = wire;
/** Terms whose bytes belong together: a message that is made of two of them is neither. */
const PINS = [2, 3, 4, 5, 6, 7, 8] as const;
const termsOf = (pin: number): wire.LeaseTerms => ({
  pin,
  safe: 0,
  silenceMs: 2000 + 130 * pin,
  activeMs: 100_000 + 1290 * pin,
  watch: { channel: 5, lowest: 100 + 11 * pin, highest: 700 + 13 * pin, samples: 10 + pin },
});
const LEFT = PINS.map((pin) => wire.termsBytes(termsOf(pin)).join());

/** Terms that a board has after it was sent more than it can hold, and that nobody has sent. */
function mixed(board: BareBoard): string[] {
  const found: string[] = [];
  for (let pad = 0; pad < 16; pad++) {
    board.uno.hostSend(Array.from({ length: 14 }, () => wire.sysex(0x6b)).flat());
    board.uno.hostSend(Array.from({ length: pad }, () => 0xf7));
    for (let n = 0; n < 60; n++)
      board.uno.hostSend(lease.configure(termsOf(PINS[n % PINS.length] as number)));
    board.run(1500);
    board.heard();
    const states = board.ask(lease.query).filter((message) => message[1] === 5 && message.length > 3);
    found.push(...states.map((state) => state.slice(2, 15).join()).filter((terms) => !LEFT.includes(terms)));
    for (const pin of PINS) board.execute(lease.clear(pin), lease.forget(pin));
  }
  return found;
}

test('a message that has lost bytes is dropped: no terms are made of two messages', (t) => {
  t.deepEqual(mixed(new BareBoard({ hex: HEX, analogRatio: () => 0.4 })), []);
});

test('the test can fail: the sketch of 1.0 takes terms that nobody has sent', (t) => {
  const old = new BareBoard({ ...testBoard('uno'), hex: OLD_UNO, analogRatio: () => 0.4 });
  t.true(mixed(old).length > 0);
});
