import { inspect } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../../host/base/error.js';
import { decodeAprs } from '../../../host/packet/aprs/decode.js';
import {
  encodeAck,
  encodeBulletin,
  encodeMessage,
  encodeObject,
  encodePosition,
  encodeStatus,
} from '../../../host/packet/aprs/encode.js';
import type { AprsReport } from '../../../host/packet/aprs/report.js';
import { anyPosition, anyText, anyWords } from '../arbitraries.js';

const decode = (info: string): AprsReport =>
  decodeAprs({ from: 'W1AW', to: 'APZ001', info: Buffer.from(info) });
const AT = { latitude: 49 + 3.5 / 60, longitude: -(72 + 1.75 / 60), symbolTable: '/', symbolCode: '>' };
const NOON = new Date(Date.UTC(2026, 10, 9, 23, 45));

test('positions as the paper writes them', (t) => {
  t.is(encodePosition({ ...AT, time: NOON }), '/092345z4903.50N/07201.75W>');
  t.is(encodePosition({ ...AT, time: NOON, messaging: true }), '@092345z4903.50N/07201.75W>');
  t.is(
    encodePosition({ ...AT, courseDeg: 88, speedKmh: 66.7, altitudeM: 376.1, comment: 'hi' }),
    '!4903.50N/07201.75W>088/036/A=001234hi',
  );
  t.is(encodePosition({ ...AT, courseDeg: 0, speedKmh: 0 }), '!4903.50N/07201.75W>360/000');
  t.is(encodePosition({ ...AT, courseDeg: 10 }), '!4903.50N/07201.75W>', 'a course alone is not sent');
  t.is(encodePosition({ ...AT, altitudeM: -100 }), '!4903.50N/07201.75W>/A=-00328');
  const half = { ...AT, latitude: 49.5, longitude: -72.75, compressed: true };
  // The paper cuts the longitude to e7; rounded it is nearer.
  t.is(encodePosition(half), '!/5L!!<*e8> sT');
  t.is(encodePosition({ ...half, courseDeg: 88, speedKmh: 67.1 }), '!/5L!!<*e8>7PC');
  t.is(encodePosition({ ...half, symbolTable: '3' }), '!d5L!!<*e8> sT');
});

test('everything else as the paper writes it', (t) => {
  t.is(encodeStatus('Net Control Center'), '>Net Control Center');
  t.is(encodeMessage('WU2Z', 'Testing', '003'), ':WU2Z     :Testing{003');
  t.is(encodeMessage('KB2ICI-14', 'Testing'), ':KB2ICI-14:Testing');
  t.is(encodeAck('KB2ICI-14', '003'), ':KB2ICI-14:ack003');
  t.is(encodeBulletin('3', 'Snow expected'), ':BLN3     :Snow expected');
  t.is(encodeBulletin('Q', 'digi off', 'WX'), ':BLNQWX   :digi off');
  t.is(encodeObject({ ...AT, name: 'LEADER', time: NOON }), ';LEADER   *092345z4903.50N/07201.75W>');
  t.is(encodeObject({ ...AT, name: 'A', time: NOON, live: false }), ';A        _092345z4903.50N/07201.75W>');
});

test('any position comes back within its resolution', (t) => {
  fc.assert(
    fc.property(anyPosition, (sent) => {
      const report = decode(encodePosition(sent));
      if (report.kind !== 'position') return t.fail(inspect(report));
      const grain = sent.compressed ? 4e-6 : 0.0051 / 60;
      t.true(Math.abs(report.place.latitude - sent.latitude) <= grain, inspect(report));
      t.true(Math.abs(report.place.longitude - sent.longitude) <= grain, inspect(report));
      t.deepEqual(report.symbol, { table: sent.symbolTable, code: sent.symbolCode });
      t.is(report.comment, sent.comment ?? '');
      t.is(report.messaging, sent.messaging ?? false);
      t.is(report.time?.day, sent.time?.getUTCDate());
      t.is(report.time?.minute, sent.time?.getUTCMinutes());
      if (sent.altitudeM !== undefined)
        t.true(Math.abs((report.altitudeM ?? Number.NaN) - sent.altitudeM) <= 0.16);
      else t.is(report.altitudeM, undefined);
      const moves = sent.courseDeg !== undefined && sent.speedKmh !== undefined;
      t.is(report.courseDeg !== undefined, moves);
      t.is(report.speedKmh !== undefined, moves);
      if (sent.courseDeg === undefined || sent.speedKmh === undefined) return;
      const turn = Math.abs((report.courseDeg ?? 0) - sent.courseDeg) % 360;
      t.true(Math.min(turn, 360 - turn) <= (sent.compressed ? 2 : 0.5));
      // Compressed speed comes in steps of 8 percent of a knot more.
      const step = sent.compressed ? 0.04 * sent.speedKmh + 0.1 : 0.94;
      t.true(Math.abs((report.speedKmh ?? 0) - sent.speedKmh) <= step);
    }),
    { numRuns: 500 },
  );
});

test('what only begins or ends like an acknowledgment, a number, a query or a bulletin is text', (t) => {
  for (const text of ['ack12 received', 'rej1-', 'back12', 'say {1 more', 'what?APRSD', '?APRSDbut']) {
    t.deepEqual(decode(`:W1AW     :${text}`), { kind: 'message', to: 'W1AW', text });
  }
  t.like(decode(':BLN3wxyz!:x'), { kind: 'bulletin', group: 'wxyz!' });
  t.like(decode(':ABLN3    :x'), { kind: 'message', to: 'ABLN3' });
  t.like(decode('::no addressee'), { kind: 'unreadable', error: 'bad-addressee' });
});

test('any message, bulletin, status and object comes back', (t) => {
  const call = fc
    .stringMatching(/^[A-Z0-9]{3,6}(-[1-9])?$/)
    .filter((to) => !/^(BLN|NWS|SKY|CWA|BOM)/.test(to));
  const id = fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,5}$/), { nil: undefined });
  fc.assert(
    fc.property(call, anyWords, id, (to, said, number) => {
      t.deepEqual(decode(encodeMessage(to, said, number)), {
        kind: 'message',
        to,
        text: said,
        ...(number !== undefined && { id: number }),
      });
      if (number !== undefined) t.deepEqual(decode(encodeAck(to, number)), { kind: 'ack', to, id: number });
      const status = decode(encodeStatus(`on ${said.replaceAll('^', '')}`));
      t.is(status.kind === 'status' && status.comment, `on ${said.replaceAll('^', '')}`.trim());
    }),
  );
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9A-Z]$/),
      fc.stringMatching(/^[0-9A-Z]{0,5}$/),
      anyWords,
      (number, group, said) => {
        t.deepEqual(decode(encodeBulletin(number, said, group)), {
          kind: 'bulletin',
          to: `BLN${number}${group}`,
          bulletin: number,
          ...(group !== '' && { group }),
          text: said,
        });
      },
    ),
  );
  fc.assert(
    fc.property(
      anyPosition,
      anyText(9).filter((name) => name !== ''),
      fc.boolean(),
      (place, name, live) => {
        const { messaging: _, ...rest } = place;
        const report = decode(encodeObject({ ...rest, time: place.time ?? NOON, name, live }));
        t.true(report.kind === 'object' && report.name === name && report.live === live, inspect(report));
      },
    ),
  );
});

test('the longest, highest and fastest that fit', (t) => {
  const FEET = 0.3048;
  const longest = { ...AT, comment: 'x'.repeat(43) };
  t.is(decode(encodePosition(longest)).kind, 'position');
  t.regex(encodePosition({ ...AT, compressed: true, comment: 'x'.repeat(40) }), /T(x{40})$/);
  t.regex(encodePosition({ ...AT, altitudeM: 999_999 * FEET }), /\/A=999999$/);
  t.regex(encodePosition({ ...AT, altitudeM: -99_999 * FEET }), /\/A=-99999$/);
  t.regex(encodePosition({ ...AT, courseDeg: 360, speedKmh: 1850 }), />360\/999$/);
  const fastest = { ...AT, courseDeg: 88, speedKmh: 999 * 1.852 };
  t.regex(encodePosition(fastest), />088\/999$/);
  t.regex(encodePosition({ ...fastest, compressed: true }), />7\{C$/);
  t.throws(() => encodePosition({ ...fastest, speedKmh: 999.1 * 1.852 }), { message: /^speed/ });
  t.regex(encodePosition({ ...AT, courseDeg: 0.4, speedKmh: 1850 }), />360\/999$/);
});

const REFUSED: readonly (readonly [what: string, act: () => string])[] = [
  ['course 361', () => encodePosition({ ...AT, courseDeg: 361, speedKmh: 1 })],
  ['course NaN', () => encodePosition({ ...AT, courseDeg: Number.NaN, speedKmh: 1 })],
  ['speed -1', () => encodePosition({ ...AT, courseDeg: 1, speedKmh: -1 })],
  ['speed of sound', () => encodePosition({ ...AT, courseDeg: 1, speedKmh: 2000 })],
  ['altitude of a million feet', () => encodePosition({ ...AT, altitudeM: 304_800 })],
  ['altitude of minus a hundred thousand feet', () => encodePosition({ ...AT, altitudeM: -30_480 })],
  ['altitude NaN', () => encodePosition({ ...AT, altitudeM: Number.NaN })],
  ['altitude of a satellite', () => encodePosition({ ...AT, altitudeM: 400_000 })],
  [
    'a comment too long beside course and altitude',
    () => encodePosition({ ...AT, courseDeg: 1, speedKmh: 1, altitudeM: 1, comment: 'x'.repeat(28) }),
  ],
  ['a compressed comment of 41', () => encodePosition({ ...AT, compressed: true, comment: 'x'.repeat(41) })],
  ['a status of 63', () => encodeStatus('x'.repeat(63))],
  ['a message of 68', () => encodeMessage('W1AW', 'x'.repeat(68))],
  ['a message with a brace', () => encodeMessage('W1AW', 'a{b')],
  ['a message with a line end', () => encodeMessage('W1AW', 'a\rb')],
  ['an id of 6', () => encodeMessage('W1AW', 'x', '123456')],
  ['an empty id', () => encodeAck('W1AW', '')],
  ['no addressee', () => encodeMessage('', 'x')],
  ['an addressee of 10', () => encodeMessage('W1AW567-10', 'x')],
  ['bulletin 12', () => encodeBulletin('12', 'x')],
  ['a group of 6', () => encodeBulletin('1', 'x', 'ABCDEF')],
  ['a group with a small letter at its end', () => encodeBulletin('1', 'x', 'WXa')],
  ['a group with a sign before it', () => encodeBulletin('1', 'x', '-WX')],
  ['a bulletin of 68 characters', () => encodeBulletin('1', 'x'.repeat(68))],
  ['a bulletin of two lines', () => encodeBulletin('1', 'one\rtwo')],
  ['a name of 10', () => encodeObject({ ...AT, name: 'ABCDEFGHIJ', time: NOON })],
  ['a name that ends in a blank', () => encodeObject({ ...AT, name: 'A ', time: NOON })],
];
const FIELD =
  /^(course|speed|altitude|comment|status|message|number of the message|addressee|bulletin|group|name) .* does not fit$/;
for (const [what, act] of REFUSED) {
  test(`${what} is refused`, (t) => {
    const error = t.throws(act, { instanceOf: OnairError });
    t.is(error?.code, 'bad-value');
    t.regex(error?.message ?? '', FIELD, 'it says which field does not fit');
  });
}
