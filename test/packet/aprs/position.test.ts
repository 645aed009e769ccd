import { inspect } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { aprsParser } from 'js-aprs-fap';
import { OnairError } from '../../../host/base/error.js';
import { encodePosition, type Position } from '../../../host/packet/aprs/position/position.js';

const HOUSE = { symbolTable: '/', symbolCode: '-' };
const fap = new aprsParser();
const decode = (info: string) => fap.parseaprs(`W1AW-9>APZ001:${info}`);

const VECTORS: readonly [position: Position, info: string][] = [
  // APRS101 chapter 6: 49 deg 3.50' N is 4903.50N, 72 deg 1.75' W is 07201.75W.
  [
    { ...HOUSE, latitude: 49 + 3.5 / 60, longitude: -(72 + 1.75 / 60), comment: 'Test' },
    '!4903.50N/07201.75W-Test',
  ],
  [
    { ...HOUSE, latitude: 49 + 3.5 / 60, longitude: -(72 + 1.75 / 60), messaging: true },
    '=4903.50N/07201.75W-',
  ],
  [{ latitude: -33.8568, longitude: 151.2153, symbolTable: '\\', symbolCode: '>' }, '!3351.41S\\15112.92E>'],
  [{ latitude: 1.5, longitude: 2.25, symbolTable: '7', symbolCode: '#' }, '!0130.00N700215.00E#'],
  [{ ...HOUSE, latitude: 0, longitude: 0 }, '!0000.00N/00000.00E-'],
  [{ ...HOUSE, latitude: -0, longitude: -0 }, '!0000.00N/00000.00E-'],
  [{ ...HOUSE, latitude: -0.00001, longitude: -0.00001 }, '!0000.00N/00000.00E-'],
  [{ ...HOUSE, latitude: -0.0001, longitude: -0.0001 }, '!0000.01S/00000.01W-'],
  [{ ...HOUSE, latitude: 10 + 59.999 / 60, longitude: -(9 + 59.999 / 60) }, '!1100.00N/01000.00W-'],
  [{ ...HOUSE, latitude: 10 + 59.99 / 60, longitude: 99 + 59.994 / 60 }, '!1059.99N/09959.99E-'],
  [{ ...HOUSE, latitude: 89.99999, longitude: 179.99999 }, '!9000.00N/18000.00E-'],
  [{ ...HOUSE, latitude: 90, longitude: 180 }, '!9000.00N/18000.00E-'],
  [{ ...HOUSE, latitude: -90, longitude: -180 }, '!9000.00S/18000.00W-'],
];
for (const [position, info] of VECTORS) {
  // A template would write -0 as 0.
  const where = [position.latitude, position.longitude].map((value) => (Object.is(value, -0) ? '-0' : value));
  test(`${where.join(' ')} is sent as ${info}`, (t) => t.is(encodePosition(position), info));
}

/** Half of a hundredth of a minute, in degrees, and the grain of a double at 180. */
const HALF_STEP = 0.005 / 60 + 1e-12;
// js-aprs-fap refuses 9000.00N and 18000.00E, which are valid: those two are in the table above.
const latitude = fc.double({ min: -89.9999, max: 89.9999, noNaN: true });
const longitude = fc.double({ min: -179.9999, max: 179.9999, noNaN: true });
/** Degrees that sit on the edges: whole ones, half minutes, a hair beside them. */
const edge = (limit: number) =>
  fc
    .tuple(
      fc.integer({ min: -limit, max: limit }),
      fc.constantFrom(0, 59.994, 59.995, 59.996, 59.999, 0.005, 30),
      fc.constantFrom(-1e-9, 0, 1e-9),
    )
    .map(([whole, minutes, hair]) => whole + minutes / 60 + hair);

test('another parser finds the station within half a hundredth of a minute, wherever it is', (t) => {
  fc.assert(
    fc.property(
      fc.oneof(latitude, edge(88)),
      fc.oneof(longitude, edge(178)),
      fc.boolean(),
      (lat, lon, messaging) => {
        const info = encodePosition({ ...HOUSE, latitude: lat, longitude: lon, messaging });
        t.regex(info, /^[!=]\d{2}[0-5]\d\.\d{2}[NS]\/\d{3}[0-5]\d\.\d{2}[EW]-$/);
        const found = decode(info);
        t.is(found.resultCode, undefined);
        t.is(found.messaging, messaging);
        t.true(Math.abs((found.latitude ?? Number.NaN) - lat) <= HALF_STEP);
        t.true(Math.abs((found.longitude ?? Number.NaN) - lon) <= HALF_STEP);
      },
    ),
  );
});

test('another parser finds symbol and comment', (t) => {
  const table = fc.stringMatching(/^[/\\0-9A-Z]$/);
  const code = fc.stringMatching(/^[!-^`-{}]$/);
  fc.assert(
    fc.property(table, code, fc.stringMatching(/^[a-z]{0,43}$/), (symbolTable, symbolCode, comment) => {
      const found = decode(encodePosition({ latitude: 1, longitude: 2, symbolTable, symbolCode, comment }));
      t.is(found.symboltable, symbolTable);
      t.is(found.symbolcode, symbolCode);
      t.is(found.comment ?? '', comment);
      t.is(found.type, 'location');
      t.is(found.format, 'uncompressed');
    }),
  );
});

test('a comment of 43 characters passes', (t) => {
  t.true(
    encodePosition({ latitude: 1, longitude: 2, ...HOUSE, comment: 'x'.repeat(43) }).endsWith(
      '-'.concat('x'.repeat(43)),
    ),
  );
});

const REFUSED: readonly [wrong: Partial<Position>, says: RegExp][] = [
  [{ latitude: 90.0001 }, /latitude/],
  [{ latitude: -91 }, /latitude/],
  [{ latitude: Number.NaN }, /latitude/],
  [{ longitude: 180.0001 }, /longitude/],
  [{ longitude: Number.NEGATIVE_INFINITY }, /longitude/],
  [{ longitude: Number.NaN }, /longitude/],
  [{ symbolTable: 'a' }, /symbol table/],
  [{ symbolTable: '' }, /symbol table/],
  [{ symbolTable: '//' }, /symbol table/],
  [{ symbolCode: ' ' }, /symbol code/],
  [{ symbolCode: '~' }, /symbol code/],
  [{ symbolCode: '|' }, /symbol code/],
  [{ symbolCode: '>>' }, /symbol code/],
  [{ symbolCode: '-\n' }, /symbol code/],
  [{ comment: 'x'.repeat(44) }, /comment/],
  [{ comment: 'tab\there' }, /comment/],
  [{ comment: 'line\n' }, /comment/],
  [{ comment: '20\u00b0' }, /comment/],
  [{ comment: 'a|b' }, /comment/],
  [{ comment: 'a~b' }, /comment/],
];
for (const [wrong, says] of REFUSED) {
  test(`a position with ${inspect(wrong)} is refused`, (t) => {
    const error = t.throws(() => encodePosition({ ...HOUSE, latitude: 1, longitude: 2, ...wrong }), {
      instanceOf: OnairError,
      message: says,
    });
    t.is(error?.code, 'bad-value');
  });
}
