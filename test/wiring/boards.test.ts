import test from 'ava';
import { BOARDS, type BoardName, pinNumber } from '../../firmware/air-up/board/pins/boards.js';
import { loadDesign, loadKinds } from '../../wiring/node/design-files.js';

/** Kinds by name; a Mega with another firmware is the same board. */
const KINDS: Readonly<Record<string, string>> = { 'mega-serial1': 'mega' };

for (const name of Object.keys(BOARDS) as BoardName[]) {
  test(`the ${name} of the drawings has the pins of the ${name} that the script drives`, (t) => {
    const board = BOARDS[name];
    const kind = loadKinds().get(KINDS[name] ?? name);
    const pins = Object.entries(kind?.pins ?? {}).filter(([, { no }]) => no !== undefined);
    const that = (can: string): (string | number | undefined)[] =>
      pins.filter(([, pin]) => pin.can?.some((one) => one === can)).map(([, { no }]) => no);
    const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, index) => index);
    const analog = upTo(board.analogInputs - 1).map((index) => `A${index}`);
    t.is(kind?.title, board.title);
    t.deepEqual(
      pins.map(([, { no }]) => no),
      [...upTo(board.digital[1]), ...analog],
    );
    for (const [pin, { no }] of pins) t.true(pin === no || pin === `D${no}`, pin);
    t.deepEqual(that('serial'), [...BOARDS[(KINDS[name] ?? name) as BoardName].serial]);
    t.deepEqual(that('analog'), analog);
    t.deepEqual(that('digital'), [
      ...upTo(board.digital[1]).filter((no) => no >= board.digital[0]),
      ...analog.slice(0, board.analogWithPort),
    ]);
    t.deepEqual([...that('sda'), ...that('scl')], [...board.i2c]);
    t.is(pinNumber('A0', board), board.firstAnalog);
  });
}

test('the port that the firmware of a Mega with a module serves is the same in its design and in its pin map', (t) => {
  const { parts } = loadDesign('air-up-mega-bluetooth');
  const serves = parts.find(({ kind }) => kind.what === 'board')?.kind.serves ?? [];
  t.deepEqual([...serves].sort(), ['D18', 'D19']);
  t.deepEqual(BOARDS['mega-serial1'].serial.slice(2), [18, 19]);
});
