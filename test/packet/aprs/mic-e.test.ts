import { inspect } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { decodeAprs } from '../../../host/packet/aprs/decode.js';
import type { AprsReport } from '../../../host/packet/aprs/report.js';
import { KMH_PER_KNOT } from '../../../host/packet/units.js';

/** What a radio wants to say; places in whole hundredths of a minute, as Mic-E holds them. */
interface Said {
  readonly north: boolean;
  readonly latitude: number;
  readonly west: boolean;
  readonly longitude: number;
  readonly knots: number;
  /** 0 is unknown. */
  readonly course: number;
  /** Three of `0` (clear), `S` (set, standard) and `C` (set, custom). */
  readonly bits: string;
  /** The second of the two ways to write speeds below 200 knots, and the tens of a course. */
  readonly low: boolean;
  /** Code and table. */
  readonly symbol: string;
}

const HERE: Said = {
  north: true,
  latitude: (33 * 60 + 25) * 100 + 64,
  west: true,
  longitude: (112 * 60 + 7) * 100 + 74,
  knots: 20,
  course: 251,
  bits: 'S00',
  low: false,
  symbol: '>/',
};

const character = (code: number): string => String.fromCharCode(code);

/** A writer by the tables of APRS101 chapter 10, for it is radios that write Mic-E. */
function micE({ north, latitude, west, longitude, knots, course, bits, low, symbol }: Said): {
  to: string;
  info: string;
} {
  const whole = Math.floor(longitude / 6000);
  const marks = [...bits, north ? 'S' : '0', whole < 10 || whole >= 100 ? 'S' : '0', west ? 'S' : '0'];
  const digits = `${String(Math.floor(latitude / 6000)).padStart(2, '0')}${String(latitude % 6000).padStart(4, '0')}`;
  const BASE: Readonly<Record<string, number>> = { '0': 48, C: 65, S: 80 };
  const to = [...digits].map((digit, at) => character((BASE[marks[at] ?? ''] ?? 0) + Number(digit))).join('');
  const minutes = Math.floor((longitude % 6000) / 100);
  const d = whole < 10 ? whole + 118 : whole < 100 ? whole + 28 : whole < 110 ? whole + 8 : whole - 72;
  const tens = Math.floor(knots / 10);
  const info = [
    d,
    minutes < 10 ? minutes + 88 : minutes + 28,
    (longitude % 100) + 28,
    tens < 20 && !low ? tens + 108 : tens + 28,
    (knots % 10) * 10 + Math.floor(course / 100) + (low ? 28 : 32),
    (course % 100) + 28,
  ];
  return { to, info: `\`${info.map(character).join('')}${symbol}` };
}

function heard(said: Partial<Said>): AprsReport {
  const { to, info } = micE({ ...HERE, ...said });
  return decodeAprs({ from: 'W1AW-9', to, info: Buffer.from(info, 'latin1') });
}

test('the example of the paper', (t) => {
  // Chapter 10: 33 25.64 N, 112 07.74 W, 20 knots, course 251.
  t.deepEqual(micE(HERE), { to: 'S32UVT', info: '`(_fn"O>/' });
});

test('whatever place, speed and course a radio writes is what is shown', (t) => {
  const said: fc.Arbitrary<Said> = fc.record({
    north: fc.boolean(),
    latitude: fc.integer({ min: 0, max: 90 * 6000 }),
    west: fc.boolean(),
    longitude: fc.oneof(
      fc.integer({ min: 0, max: 180 * 6000 - 1 }),
      fc.constantFrom(0, 9.99, 10, 99.99, 100, 109.99, 110, 179.99).map((at) => Math.floor(at * 6000)),
    ),
    knots: fc.nat(799),
    course: fc.nat(360),
    bits: fc.stringMatching(/^[0SC]{3}$/),
    low: fc.boolean(),
    symbol: fc.stringMatching(/^[!-{}][/\\0-9A-Z]$/),
  });
  fc.assert(
    fc.property(said, (one) => {
      const report = heard(one);
      if (report.kind !== 'position') return t.fail(inspect(report));
      const { latitude, longitude } = report.place;
      t.true(Math.abs(latitude - (one.latitude / 6000) * (one.north ? 1 : -1)) < 1e-6, inspect(report));
      t.true(Math.abs(longitude - (one.longitude / 6000) * (one.west ? -1 : 1)) < 1e-6, inspect(report));
      t.is(report.speedKmh, Number((one.knots * KMH_PER_KNOT).toFixed(2)));
      t.deepEqual(report.symbol, { code: one.symbol[0], table: one.symbol[1] });
      t.is(report.courseDeg, one.course === 0 ? undefined : one.course);
    }),
    { numRuns: 500 },
  );
});

test('what follows: a number of the destination, an altitude, a comment that looks like one', (t) => {
  const { to, info } = micE(HERE);
  const read = (more: string, number = ''): AprsReport =>
    decodeAprs({ from: 'W1AW-9', to: to + number, info: Buffer.from(info + more, 'latin1') });
  t.like(read('"4T}hi', '-2'), {
    altitudeM: 61,
    comment: 'hi',
    place: { latitude: 33.427333, ambiguity: 0 },
  });
  t.like(read('at "4T}'), { altitudeM: undefined, comment: 'at "4T}' });
});

test('a course beyond 360 is left out', (t) => {
  for (const course of [361, 399]) {
    const report = heard({ course });
    t.true(report.kind === 'position' && report.courseDeg === undefined, inspect(report));
  }
});

test('what cannot be a place is not shown as one', (t) => {
  t.like(heard({ latitude: 90 * 6000 + 1 }), { kind: 'unreadable', error: 'bad-position' });
  const { to: there, info: right } = micE(HERE);
  for (const shifted of [`\`\x1f${right.slice(1)}`, `\`${right}`, right.slice(0, -1)]) {
    const report = decodeAprs({ from: 'W1AW-9', to: there, info: Buffer.from(shifted, 'latin1') });
    t.like(report, { kind: 'unreadable', error: 'bad-position' }, shifted);
  }
  for (const [to, error] of [
    ['S360VT', 'bad-position'], // 60 minutes
    ['S3Z2VT', 'bad-position'], // a digit is left open, and the next is not
    ['S32UVA', 'bad-destination'], // no custom letter behind the third
    ['S32UV', 'bad-destination'],
    ['S32UVTT', 'bad-destination'],
    ['s32UVT', 'bad-destination'],
  ] as const) {
    const { info } = micE(HERE);
    t.like(decodeAprs({ from: 'W1AW-9', to, info: Buffer.from(info, 'latin1') }), { error }, to);
  }
});

/** Chapter 10, the table of Mic-E message identifiers. */
const STATES: readonly (readonly [bits: string, standard: string, custom: string])[] = [
  ['111', 'Off Duty', 'Custom-0'],
  ['110', 'En Route', 'Custom-1'],
  ['101', 'In Service', 'Custom-2'],
  ['100', 'Returning', 'Custom-3'],
  ['011', 'Committed', 'Custom-4'],
  ['010', 'Special', 'Custom-5'],
  ['001', 'Priority', 'Custom-6'],
  ['000', 'Emergency', 'Emergency'],
];

test('what the driver says of himself', (t) => {
  for (const [bits, standard, custom] of STATES) {
    t.like(heard({ bits: bits.replaceAll('1', 'S') }), { state: standard });
    t.like(heard({ bits: bits.replaceAll('1', 'C') }), { state: custom });
  }
  // Both kinds in one: unknown.
  for (const bits of ['SC0', 'CS0', '0SC', 'SSC', 'CCS']) t.like(heard({ bits }), { state: 'unknown' }, bits);
});
