import { readFileSync } from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import { readIntelHex } from '../../firmware/flash/intel-hex.js';
import { sketchPath } from '../../firmware/flash/sketch.js';
import { OnairError } from '../../host/base/error.js';
import { readIntelHex as readFlash } from '../failsafe/chip/intel-hex.js';
import { record, toIntelHex } from './write-hex.js';

const END = record(1, 0, []);
const FIRST = record(0, 0, [1, 2, 3, 4]);

test('a program is as large as what was written, whatever its size', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), (size) => {
      const text = toIntelHex(new Uint8Array(size).fill(0x5a));
      t.deepEqual(readIntelHex(text, 'x.hex'), { bytes: size, end: size, coversReset: true });
    }),
    { numRuns: 30 },
  );
});

test('linear addresses, as other compilers write them, reach beyond 64 K too', (t) => {
  const text = [FIRST, record(4, 0, [0, 3]), record(0, 0x10, [9, 9]), END].join('\n');
  t.deepEqual(readIntelHex(text, 'x.hex'), { bytes: 6, end: 0x30012, coversReset: true });
});

test('the start address that some linkers add says nothing about the size', (t) => {
  const text = [FIRST, record(3, 0, [0, 0, 0x12, 0x34]), record(5, 0, [0, 0, 0x12, 0x34]), END].join('\n');
  t.is(readIntelHex(text, 'x.hex').end, 4);
});

test('a hole counts for the end, not for the bytes; a program may lie behind the reset vector', (t) => {
  const text = [record(0, 0x100, [1, 2]), record(0, 0x200, [3]), END].join('\n');
  t.deepEqual(readIntelHex(text, 'x.hex'), { bytes: 3, end: 0x201, coversReset: false });
});

test('the firmware of the package: as large as another reader finds it', (t) => {
  const text = readFileSync(sketchPath('prebuilt/failsafe-uno.hex'), 'utf8');
  const { bytes, end, coversReset } = readIntelHex(text, 'failsafe-uno.hex');
  t.is(bytes, end);
  t.true(coversReset);
  t.is((end + 1) >> 1, readFlash(text).findLastIndex((word) => word !== 0xffff) + 1);
});

const flipped = `${FIRST.slice(0, -1)}${FIRST.endsWith('0') ? '1' : '0'}`;

/** Damage to files, and the expected message. */
const BROKEN: readonly (readonly [what: string, lines: readonly string[], says: RegExp])[] = [
  ['empty', [], /cut off/],
  ['cut off between records', [FIRST], /cut off/],
  ['cut off in a record', [FIRST, END.slice(0, -2)], /x\.hex:2: the record does not have the length/],
  ['cut off in a digit', [FIRST, END.slice(0, -1)], /x\.hex:2: not a record/],
  ['a wrong sum', [flipped, END], /x\.hex:1: the sum/],
  ['no hex digits', [':00000001FG'], /x\.hex:1: not a record/],
  ['no colon', [FIRST.slice(1), END], /x\.hex:1: not a record/],
  ['a record of a type that nobody knows', [record(6, 0, []), END], /x\.hex:1: there is no record of type 6/],
  ['a segment without its address', [record(2, 0, []), END], /x\.hex:1: a record of type 2 has 2 bytes/],
  ['an end with data', [FIRST, record(1, 0, [1])], /x\.hex:2: a record of type 1 has 0 bytes/],
  ['two files in one', [FIRST, END, FIRST, END], /x\.hex:3: something follows/],
  ['an ELF', ['\u007fELF\u0001\u0001'], /x\.hex:1: not a record/],
];

for (const [what, lines, says] of BROKEN) {
  test(`refused: ${what}`, (t) => {
    const error = t.throws(() => readIntelHex(lines.join('\r\n'), 'x.hex'), { instanceOf: OnairError });
    t.is(error?.code, 'bad-value');
    t.regex(error?.message ?? '', says);
  });
}

test('no changed digit of a file passes', (t) => {
  const text = [FIRST, record(0, 4, [0xff, 0x00, 0x10]), END].join('\n');
  const digits = [...text].flatMap((character, at) => (/[\dA-F]/.test(character) ? [at] : []));
  for (const at of digits) {
    for (const digit of '0123456789ABCDEF') {
      if (digit === text[at]) continue;
      t.throws(() => readIntelHex(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`, 'x.hex'));
    }
  }
});
