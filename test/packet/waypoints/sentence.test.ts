import test from 'ava';
import fc from 'fast-check';
import { nmeaChecksum, readSentence } from '../../../host/packet/nmea.js';
import { WaypointReader } from '../../../host/packet/waypoints/reader.js';
import { readWaypoint } from '../../../host/packet/waypoints/sentence.js';
import type { Waypoint } from '../../../host/packet/waypoints/waypoint.js';
import { writeWaypoint } from '../../../host/packet/waypoints/write-sentence.js';
import { anyWaypoint } from './arbitraries.js';

const summed = (body: string): string => `$${body}*${nmeaChecksum(body)}`;

/** Captures and examples with the checksums that they have in their sources. */
const RIGHT: readonly (readonly [source: string, sentence: string, says: Partial<Waypoint>])[] = [
  [
    'forum.aprs.pl, topic 1493',
    '$PKWDWPL,180747,V,5201.75,N,00833.47,E,4,106,180808,000092,DK5ON,/>*07',
    {
      form: 'kenwood',
      name: 'DK5ON',
      latitude: 52.029167,
      longitude: 8.557833,
      altitudeM: 92,
      speedKmh: 7.41,
      courseDeg: 106,
      symbol: { table: '/', code: '>' },
    },
  ],
  [
    'capture, BI7NOR',
    '$PKWDWPL,102339,V,3958.55,N,11625.70,E,,,290625,,BI4PGN-11,/i*22',
    { name: 'BI4PGN-11', latitude: 39.975833, longitude: 116.428333, symbol: { table: '/', code: 'i' } },
  ],
  [
    'capture, BI7NOR: knots and course are missing altogether',
    '$PKWDWPL,102537,V,3958.46,N,11618.95,E,290625,,BI1AR-1,/&*1C',
    { name: 'BI1AR-1', latitude: 39.974333, symbol: { table: '/', code: '&' } },
  ],
  [
    'TM-D710A, Dire Wolf: a comma in the name',
    "$PKWDWPL,150803,V,4237.14,N,07120.83,W,,,190316,,test,5,/'*30",
    { name: 'test,5', longitude: -71.347167, symbol: { table: '/', code: "'" } },
  ],
  [
    'TM-D710A, Dire Wolf: a comma as symbol',
    '$PKWDWPL,150753,V,4237.14,N,07120.83,W,,,190316,,test3,/,*1B',
    { name: 'test3', symbol: { table: '/', code: ',' } },
  ],
  [
    'Dire Wolf: writes | for a comma',
    '$PKWDWPL,204704,V,4237.1400,N,07120.8300,W,,,200316,,test3,/|*41',
    { name: 'test3', symbol: { table: '/', code: ',' } },
  ],
  [
    'Marine API',
    '$GPWPL,5536.200,N,01436.500,E,RUSKI*1F',
    { form: 'nmea', name: 'RUSKI', latitude: 55.603333 },
  ],
  ['a receiver', '$GPWPL,1249.4946,S,03830.9732,W,USIB*4F', { latitude: -12.82491, longitude: -38.51622 }],
  ['NMEA reference', '$GPWPL,4807.038,N,01131.000,E,WPTNME*5C', { name: 'WPTNME' }],
  [
    'GPSBabel',
    '$PMGNWPL,3549.499,N,08650.827,W,0000257,M,HOME,HOME,c*4D',
    { form: 'magellan', name: 'HOME', comment: 'HOME', icon: 'c', altitudeM: 257, latitude: 35.824983 },
  ],
  [
    'RouteConverter: no altitude is 0',
    '$PMGNWPL,4809.43440,N,01135.06121,E,0,M,Muenchner-Freiheit,,a*10',
    { name: 'Muenchner-Freiheit', icon: 'a', longitude: 11.584354 },
  ],
  [
    'a geocacher',
    '$PMGNWPL,3328.069,N,11738.812,W,0000000,M,Road to,GCF320 = Road to Wat,a*68',
    { name: 'Road to', comment: 'GCF320 = Road to Wat' },
  ],
];

for (const [source, sentence, says] of RIGHT) {
  test(`${sentence.slice(1, 8)} of ${source}`, (t) => {
    const read = readWaypoint(sentence);
    t.true(read?.ok);
    if (!read?.ok) return;
    t.like(read.waypoint, says);
    t.deepEqual(readWaypoint(sentence.replace(/..$/, (sum) => sum.toLowerCase())), read);
    t.deepEqual(readWaypoint(`${sentence} \r\n`), read);
  });
}

test('what a sentence does not say is left out', (t) => {
  const keys = (sentence: string): string[] => {
    const read = readWaypoint(sentence);
    return read?.ok ? Object.keys(read.waypoint).sort() : [];
  };
  const least = ['form', 'latitude', 'longitude', 'name'];
  t.deepEqual(keys('$PKWDWPL,102339,V,3958.55,N,11625.70,E,,,290625,,BI4PGN-11,/i*22'), [...least, 'symbol']);
  t.deepEqual(keys('$PMGNWPL,4809.43440,N,01135.06121,E,0,M,Muenchner-Freiheit,,a*10'), [
    'form',
    'icon',
    ...least.slice(1),
  ]);
  t.deepEqual(keys(summed('PMGNWPL,4809.4,N,01135.0,E,,,W1AW')), least);
  t.deepEqual(keys(summed('PKWDWPL,,,4809.4,N,01135.0,E,,,,,W1AW,')), least);
});

/** Sentences that are not taken, and why. */
const REFUSED: readonly (readonly [sentence: string, error: string])[] = [
  ['$GPWPL,4807.038,N,01131.000,E,WPTNME*31', 'bad-checksum'], // a forum says so
  ['$PKWDWPL,150758,V,4237.14,N,07120.83,W,,,190316,,test4,/ **3B', 'bad-checksum'], // Dire Wolf's source says so
  ['$PKWDWPL,102353,V,3955.09,N,11616.91,E,4,103,290625,000050,BG1UB9,/j*0C', 'bad-checksum'], // a mistyped capture
  ['$GPWPL,4807.038,N,01131.000,E,WPTNME', 'no-checksum'],
  ['$GPWPL,4807.038,N,01131.000,E,WPTNME*', 'no-checksum'],
  ['$GPWPL,4807.038,N,01131.000,E,WPTNME*5', 'no-checksum'],
  ['$PKWDWPL,', 'no-checksum'],
  ...[
    'GPWPL,,,,,WPTNME',
    'GPWPL,9000.001,N,01131.000,E,TOO FAR',
    'GPWPL,4860.000,N,01131.000,E,MINUTES',
    'GPWPL,4807.038,E,01131.000,N,SIDES',
    'GPWPL,4807.038,N,01131.000,E,',
    'GPWPL,4807.038,N,01131.000,E, \x07 ',
    'GPWPL,4807.038,N',
    'PMGNWPL,4807.038,N,01131.000,E,0,M',
    'PMGNWPL,4807.038,N,01131.000,E,0,M,,remark,a',
    'PKWDWPL,180747,V,5201.75,N,00833.47,E',
    'PKWDWPL,180747,V,5201.75,N,00833.47,E,4,106,180808,000092,DK5ON',
    'PKWDWPL,180747,V,5201.75,N,18033.47,E,4,106,180808,000092,DK5ON,/>',
  ].map((body) => [summed(body), 'bad-waypoint'] as const),
];
for (const [sentence, error] of REFUSED) {
  test(`not taken: ${JSON.stringify(sentence)}`, (t) =>
    t.deepEqual(readWaypoint(sentence), { ok: false, error } as never));
}

test('a star in a name or a symbol does not end the sentence', (t) => {
  for (const [body, name] of [
    ['GPWPL,4807.038,N,01131.000,E,A*2A', 'A*2A'],
    ['PKWDWPL,150758,V,4237.14,N,07120.83,W,,,190316,,test4,/*', 'test4'],
  ] as const) {
    const read = readWaypoint(summed(body));
    t.is(read?.ok && read.waypoint.name, name, body);
  }
});

test('without a checksum only by --unchecked, and never with a wrong one', (t) => {
  const unchecked = { unchecked: true };
  t.like(readWaypoint('$GPWPL,4807.038,N,01131.000,E,WPTNME', unchecked), { ok: true });
  t.deepEqual(readWaypoint('$GPWPL,4807.038,N,01131.000,E,WPTNME*00', unchecked), {
    ok: false,
    error: 'bad-checksum',
  });
});

test('feet become meters; commas in a Magellan name belong to the name', (t) => {
  const read = readWaypoint(summed('PMGNWPL,3549.499,N,08650.827,W,1000,F,A,B,C,remark,a,00'));
  t.like(read, { ok: true, waypoint: { altitudeM: 304.8, name: 'A,B,C', comment: 'remark', icon: 'a' } });
});

test('fewer fields than a Magellan writes: the name first, then the comment', (t) => {
  const says = (rest: string): unknown => {
    const read = readWaypoint(summed(`PMGNWPL,3549.499,N,08650.827,W,,M,${rest}`));
    if (!read?.ok) return undefined;
    const { name, comment, icon } = read.waypoint;
    return [name, comment, icon];
  };
  t.deepEqual(says('W1AW'), ['W1AW', undefined, undefined]);
  t.deepEqual(says('W1AW,a'), ['W1AW', 'a', undefined]);
  t.deepEqual(says('W1AW,,a'), ['W1AW', undefined, 'a']);
  t.deepEqual(says('W1AW,5,7'), ['W1AW,5', '7', undefined]);
  t.deepEqual(says('W1AW,remark,a,7'), ['W1AW', 'remark', 'a']);
});

test('UTF-8 and Latin-1 names are read, control characters are not', (t) => {
  const named = (name: string, encoding: 'utf8' | 'latin1'): string => {
    const bytes = Buffer.from(name, encoding).toString('latin1');
    const read = readWaypoint(summed(`GPWPL,4807.038,N,01131.000,E,${bytes}`));
    return read?.ok ? read.waypoint.name : '';
  };
  t.is(named('Café', 'utf8'), 'Café');
  t.is(named('Café', 'latin1'), 'Café');
  t.is(named('voilà', 'utf8'), 'voilà'); // its last byte is a space in Latin-1
  t.is(named('A\u001b[31mB\u202eC', 'utf8'), 'A[31mBC');
});

test('other sentences are none of ours', (t) => {
  for (const text of ['', '$', 'GPWPL,1', '$GPRMC,1*2A', '$GPWPLX,1*2A', '$PNTS,1', '$AGPWPL,1'])
    t.is(readWaypoint(text), undefined, text);
});

test('a WPL sentence on the air keeps the comma in its name', (t) => {
  t.like(readSentence(summed('GPWPL,4807.038,N,01131.000,E,CAMP,2')), { fix: { name: 'CAMP,2' } });
});

test('what is written is read again', (t) => {
  const utc = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
  fc.assert(
    fc.property(anyWaypoint, utc, (waypoint, now) => {
      const bytes = Buffer.from(writeWaypoint(waypoint, now)).toString('latin1');
      t.deepEqual(readWaypoint(summed(bytes.slice(1, -3))), { ok: true, waypoint });
    }),
    { numRuns: 1000 },
  );
});

test('motion is written in knots and degrees', (t) => {
  const waypoint: Waypoint = {
    form: 'kenwood',
    name: 'W1AW',
    latitude: -41.5,
    longitude: 0.25,
    speedKmh: 37.04,
    courseDeg: 90,
    symbol: { table: '/', code: '>' },
  };
  const sentence = writeWaypoint(waypoint, new Date('2026-01-02T03:04:05Z'));
  t.is(
    sentence,
    `$PKWDWPL,030405,V,4130.00,S,00015.00,E,20,90,020126,,W1AW,/>*${nmeaChecksum(sentence.slice(1, -3))}`,
  );
  t.deepEqual(readWaypoint(sentence), { ok: true, waypoint });
});

const GOOD = '$GPWPL,5536.200,N,01436.500,E,RUSKI*1F\r\n';
const names = (reader: WaypointReader, text: string): string[] =>
  reader
    .push(Buffer.from(text, 'latin1'))
    .map(({ result }) => (result.ok ? result.waypoint.name : result.error));

test('noise and half lines before, between and after', (t) => {
  const reader = new WaypointReader();
  t.deepEqual(names(reader, `2.00,E,HALF*22\r\n${GOOD}`), ['RUSKI']);
  t.deepEqual(names(reader, `\x00\xff$GPWPL,5536.2$GPW${GOOD}`), ['RUSKI']);
  t.deepEqual(names(reader, `$GPWPL,5536.2${GOOD}\n\r\n$GPRMC,,V,,,,,,,,,*31\r\n`), ['RUSKI']);
  t.deepEqual(names(reader, '$GPWPL,5536.200,N,01436.500,E,RU'), []);
  t.deepEqual(names(reader, 'SKI*1F\r'), ['RUSKI']);
  t.deepEqual(names(reader, '$GPWPL,5536.200,N,01436.5\n'), ['no-checksum']);
  t.deepEqual(names(reader, `${'x'.repeat(100_000)}${GOOD}`), ['RUSKI']);
});

test('a rate that is wrong shows: bytes without a sentence', (t) => {
  const reader = new WaypointReader();
  names(reader, `${'\xf8\x80\x1e'.repeat(100)}\n${'\xff'.repeat(1000)}`);
  t.is(reader.sentences, 0);
  t.true(reader.noiseBytes >= 300);
  names(reader, `\n$GPRMC,,V,,,,,,,,,*31\r\n${GOOD}`);
  t.is(reader.sentences, 2);
  t.is(reader.noiseBytes, 1300, 'every byte once, and none of a sentence');
  names(reader, 'no $GPRMC,\r\n$GP,\r\n$GPRMCXYZ,\r\n');
  t.is(reader.sentences, 2);
});

test('a sentence without a checksum counts where that is wanted', (t) => {
  const bare = '$GPWPL,5536.200,N,01436.500,E,RUSKI\r\n';
  t.deepEqual(names(new WaypointReader(), bare), ['no-checksum']);
  t.deepEqual(names(new WaypointReader(true), bare), ['RUSKI']);
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$GPWPL,',
        '$PKWDWPL,',
        '$PMGNWPL,',
        ',',
        '*',
        '*1F',
        '\r\n',
        '\n',
        '$',
        '5201.75,N,00833.47,E,',
        GOOD,
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => Buffer.from(parts.join('')));

test('no bytes make the reader throw, and pieces do not matter', (t) => {
  fc.assert(
    fc.property(
      fc.oneof(text, fc.uint8Array({ maxLength: 2000 })),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      (bytes, sizes) => {
        const whole = new WaypointReader(true).push(bytes);
        const reader = new WaypointReader(true);
        const pieces = [];
        for (let from = 0, turn = 0; from < bytes.length; turn++) {
          const to = from + (sizes[turn % sizes.length] ?? 1);
          pieces.push(...reader.push(bytes.subarray(from, to)));
          from = to;
        }
        t.deepEqual(pieces, whole);
        t.deepEqual(names(reader, `\n${GOOD}`).at(-1), 'RUSKI');
      },
    ),
    { numRuns: 500 },
  );
});

test('no line end in a hundred megabytes: the reader does not grow, and reads on', (t) => {
  const reader = new WaypointReader();
  const chunk = Buffer.alloc(1_000_000, '$GPWPL,');
  reader.push(chunk);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let megabyte = 0; megabyte < 100; megabyte++) reader.push(chunk);
  globalThis.gc?.();
  t.true(process.memoryUsage().heapUsed - before < 40_000_000);
  t.is(names(reader, `\n${GOOD}`).at(-1), 'RUSKI');
});
