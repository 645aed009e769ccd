import { type ReportingBoard, START_MS } from '../../../failsafe/board/bare-board.js';
import { onBoth } from '../../../failsafe/board/emulators.js';
import { trips, VALVE } from '../../../failsafe/board/leased-valve.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
/** Longer than all that is kept takes to be written, ms. */
const SILENCE_MS = 600;
const KEPT = [4, VALVE, 8].map(
  (pin): wire.LeaseTerms => ({ pin, safe: 0, silenceMs: SILENCE_MS, activeMs: 0 }),
);
const NEWER = KEPT.map((terms) => ({ ...terms, silenceMs: 900 }));
/** More than it takes to write what is kept, ms. */
const WRITTEN_MS = 500;
/** Words of the answer that do not matter here follow the sum of the present terms. */
const sumOfLeases = (about: readonly number[] = []): number =>
  (about[4] ?? 0) | ((about[5] ?? 0) << 7) | ((about[6] ?? 0) << 14);
const NONE = 0xffff;

/** A board that keeps these leases. */
function keeper(board: ReportingBoard, terms: readonly wire.LeaseTerms[] = KEPT): ReportingBoard {
  board.execute(...terms.map(lease.configure), lease.keep);
  board.run(WRITTEN_MS);
  board.heard();
  return board;
}

onBoth(
  'kept leases are in force from power-on, before any host, and end in time for a host without leases',
  (t, emulator) => {
    const board = keeper(emulator.board(t));
    const seen: string[] = [];
    board.uno.onPin = (pin, state) => seen.push(`${pin} ${state}`);
    const from = board.uno.nowMs;
    board.uno.powerCycle();
    board.run(START_MS);
    t.deepEqual(
      seen,
      [4, VALVE, 8].map((pin) => `${pin} input`).concat([4, VALVE, 8].map((pin) => `${pin} low`)),
    );
    board.heard();
    t.deepEqual(
      board.ask(lease.query).slice(0, -1),
      KEPT.map((terms) => lease.state(terms, 0, REASON.none)),
    );
    board.execute(wire.digitalPin(VALVE, 1));
    t.is(board.uno.pin(VALVE), 'high');
    t.not(board.timeTo(VALVE, 'low', 1000), undefined);
    const lateMs = board.uno.nowMs - from - SILENCE_MS;
    t.true(lateMs > -1.1 && lateMs < START_MS + 5, `${lateMs} ms`);
    board.run(20);
    t.is(trips(board.heard()).length, KEPT.length);
  },
);

onBoth(
  'a kept lease is tripped after the button, and its pin is not opened by a host that ignores that',
  (t, emulator) => {
    const board = keeper(emulator.board(t));
    board.uno.reset();
    board.run(START_MS + 20);
    board.heard();
    t.deepEqual(
      board.ask(lease.query).map((message) => message.at(-2)),
      [...KEPT.map(() => REASON.restart), 5],
    );
    board.execute(wire.digitalPin(VALVE, 1));
    t.is(board.uno.pin(VALVE), 'low');
  },
);

onBoth('EEPROM of noise, zeros or nothing is no lease', (t, emulator) => {
  const board = emulator.board(t);
  for (const fill of [0, 0x55, 0xa1, 0xff]) {
    board.uno.writeEeprom(new Uint8Array(1024).fill(fill));
    board.powerCycle();
    t.deepEqual(board.ask(lease.query), [lease.endOfStates], `${fill}`);
  }
});

onBoth('a flipped bit of what is kept leaves it or nothing, never a part', (t, emulator) => {
  const board = keeper(emulator.board(t));
  const image = board.uno.readEeprom();
  const written = [...image.keys()].filter((at) => image[at] !== 0xff);
  t.true(written.length > KEPT.length * 4);
  const whole = wire.sumOf(...KEPT);
  for (const at of written) {
    const spoiled = Uint8Array.from(image);
    spoiled[at] = (image[at] ?? 0) ^ (1 << (at % 8));
    board.uno.writeEeprom(spoiled);
    board.powerCycle();
    const sum = sumOfLeases(board.ask(lease.aboutQuery)[0]);
    t.true(sum === whole || sum === NONE, `byte ${at}`);
  }
});

onBoth('a cut of power while leases are kept leaves the old or the new ones', (t, emulator) => {
  const sums = new Set<number>();
  const allowed = new Set([wire.sumOf(...KEPT), wire.sumOf(...NEWER)]);
  for (let afterMs = 0; afterMs < WRITTEN_MS; afterMs += 10) {
    const board = keeper(emulator.board(t));
    board.execute(...NEWER.map(lease.configure));
    board.arrive(lease.keep);
    board.run(afterMs);
    board.powerCycle();
    const sum = sumOfLeases(board.ask(lease.aboutQuery)[0]);
    t.true(allowed.has(sum), `after ${afterMs} ms`);
    sums.add(sum);
  }
  t.deepEqual(sums, allowed);
});
