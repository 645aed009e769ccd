import test from 'ava';
import type { StationDraft } from '../../../host/packet/aprs/position/coordinates.js';
import { readExtension } from '../../../host/packet/aprs/position/extension.js';
import type { Extension } from '../../../host/packet/aprs/report.js';

const CAR = { table: '/', code: '>' };
const read = (text: string, symbol: typeof CAR): { extension: Extension; rest: string } => {
  const station: StationDraft = {};
  const end = readExtension(text, 0, symbol, station);
  return { extension: station, rest: text.slice(end) };
};

const DF = { table: '/', code: '\\' };
const AREA = { table: '\\', code: 'l' };

/** Feet and miles of the paper in meters and kilometers. */
const feet = (count: number): number => Number((count * 0.3048).toFixed(2));
const miles = (count: number): number => Number((count * 1.609344).toFixed(2));

/** APRS101 chapters 7 and 11; beacons per hour by APRS 1.1. */
const SAID: readonly (readonly [text: string, symbol: typeof CAR, extension: Extension, rest: string])[] = [
  ['088/036', CAR, { courseDeg: 88, speedKmh: 66.67 }, ''],
  ['001/000 on the road', CAR, { courseDeg: 1, speedKmh: 0 }, ' on the road'],
  ['360/999', CAR, { courseDeg: 360, speedKmh: 1850.15 }, ''],
  ['000/010', CAR, { speedKmh: 18.52 }, ''],
  ['361/010', CAR, { speedKmh: 18.52 }, ''],
  ['.../...', CAR, {}, ''],
  ['   /   ', CAR, {}, ''],
  ['. 1/0 1', CAR, {}, ''],
  ['PHG5132', CAR, { antenna: { powerW: 25, heightM: feet(20), gainDb: 3, directionDeg: 90 } }, ''],
  ['PHG0000', CAR, { antenna: { powerW: 0, heightM: feet(10), gainDb: 0 } }, ''],
  [
    'PHG9:98/A=1',
    CAR,
    { antenna: { powerW: 81, heightM: feet(10_240), gainDb: 9, directionDeg: 360 } },
    '/A=1',
  ],
  [
    'PHG5132A/',
    CAR,
    { antenna: { powerW: 25, heightM: feet(20), gainDb: 3, directionDeg: 90, beaconsPerHour: 10 } },
    '',
  ],
  ['RNG0050', CAR, { rangeKm: miles(50) }, ''],
  ['RNG9999x', CAR, { rangeKm: miles(9999) }, 'x'],
  ['DFS2360', CAR, { signal: { strengthS: 2, heightM: feet(80), gainDb: 6 } }, ''],
  ['DFS9021', CAR, { signal: { strengthS: 9, heightM: feet(10), gainDb: 2, directionDeg: 45 } }, ''],
  [
    '088/036/270/729',
    DF,
    {
      courseDeg: 88,
      speedKmh: 66.67,
      bearing: { bearingDeg: 270, hits: 7, rangeKm: miles(4), quality: 9 },
    },
    '',
  ],
  ['.../.../001/901', DF, { bearing: { bearingDeg: 1, hits: 9, rangeKm: miles(1), quality: 1 } }, ''],
  ['088/036/270/729', CAR, { courseDeg: 88, speedKmh: 66.67 }, '/270/729'],
  ['088/036/270/729', { ...DF, table: '\\' }, { courseDeg: 88, speedKmh: 66.67 }, '/270/729'],
  ['710/310/x', CAR, { speedKmh: 574.12 }, '/x'],
  [
    '7151310x',
    AREA,
    { area: { shape: 'ellipse', filled: true, color: 13, southDeg: 0.15, eastDeg: 0.066667 } },
    'x',
  ],
  ['7151310', { ...AREA, table: '/' }, {}, '7151310'],
  ['7151310', { ...AREA, code: 'k' }, {}, '7151310'],
  // Not at the head: a comment.
  ['my PHG5132', CAR, {}, 'my PHG5132'],
  ['a DFS2360', CAR, {}, 'a DFS2360'],
  ['a RNG0050', CAR, {}, 'a RNG0050'],
  ['at 088/036', CAR, {}, 'at 088/036'],
  ['PHG51', CAR, {}, 'PHG51'],
  ['RNG005', CAR, {}, 'RNG005'],
];
for (const [text, symbol, extension, rest] of SAID) {
  test(`${JSON.stringify(text)} after ${symbol.table}${symbol.code}`, (t) => {
    t.deepEqual(read(text, symbol), { extension, rest });
  });
}

/** Chapter 11, the table of area objects. */
const SHAPES = [
  ['circle', false],
  ['line', false],
  ['ellipse', false],
  ['triangle', false],
  ['box', false],
  ['circle', true],
  ['line', false],
  ['ellipse', true],
  ['triangle', true],
  ['box', true],
] as const;

test('areas: ten shapes in sixteen colors, to the south and east; one line falls to the left', (t) => {
  for (const [type, [shape, filled]] of SHAPES.entries()) {
    for (let color = 0; color < 16; color++) {
      const text = `${type}99${color < 10 ? '/' : '1'}${color % 10}30`;
      const eastDeg = type === 6 ? -0.6 : 0.6;
      const area = { shape, filled, color, southDeg: 6.534, eastDeg };
      t.deepEqual(read(text, AREA), { extension: { area }, rest: '' }, text);
    }
  }
});
