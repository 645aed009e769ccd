import test from 'ava';
import fc from 'fast-check';
import { decodeAprs } from '../../../host/packet/aprs/decode.js';
import { readSentence } from '../../../host/packet/nmea.js';
import { specimens } from '../packets.js';

const all = specimens();

test('no bytes make the decoder throw, whatever they begin with', (t) => {
  const head = fc.constantFrom(
    ..."!=/@`';):>[_T?<}${,#*%&+.\x1c\x1d",
    'T#',
    '$ULTW',
    '!!',
    '!4903.50N/07201.75W_',
    '!4903.50N/07201.75W>146.52MHz ',
    ';146.94-CT*111111z4903.50N/07201.75Wr',
    '$GPRMC,',
    ':W1AW     :',
    '}W1AW>APRS:',
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.stringMatching(/^[ -~]{0,80}$/).map((text) => Buffer.from(text)),
  );
  const to = fc.oneof(fc.constant('APZ001'), fc.stringMatching(/^[0-9A-Z]{1,6}(-\d{1,2})?$/), fc.string());
  fc.assert(
    fc.property(head, body, to, (start, rest, destination) => {
      const info = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
      const report = decodeAprs({ from: 'W1AW', to: destination, info });
      t.truthy(report.kind);
      if ('place' in report) {
        t.true(Math.abs(report.place.latitude) <= 90 && Math.abs(report.place.longitude) <= 180);
      }
    }),
    { numRuns: 3000 },
  );
});

test('real packets with bytes changed, cut and doubled neither throw nor grow', (t) => {
  const mutation = fc.record({
    which: fc.nat(all.length - 1),
    at: fc.nat(100),
    byte: fc.nat(255),
    act: fc.constantFrom('change', 'cut', 'double'),
  });
  fc.assert(
    fc.property(mutation, ({ which, at, byte, act }) => {
      const { from, to, info } = all[which] ?? { from: '', to: '', info: Buffer.alloc(0) };
      const bytes = Buffer.from(info);
      if (act === 'change' && at < bytes.length) bytes[at] = byte;
      const changed =
        act === 'cut' ? bytes.subarray(0, at) : act === 'double' ? Buffer.concat([bytes, bytes]) : bytes;
      const report = decodeAprs({ from, to, info: changed });
      t.true(JSON.stringify(report).length < 20 * changed.length + 2000);
    }),
    { numRuns: 5000 },
  );
});

test('the longest frame of any one byte is read at once: no pattern runs away', (t) => {
  for (const start of [
    '!4903.50N/07201.75W-',
    '>',
    ':W1AW     :',
    'T#1,',
    '<',
    '`c_Vm6hk/',
    '_10090556c',
    '',
  ]) {
    for (let byte = 0; byte < 256; byte++) {
      const info = Buffer.concat([Buffer.from(start), Buffer.alloc(2048, byte)]);
      t.truthy(decodeAprs({ from: 'W1AW', to: 'T2SP0W', info }).kind);
    }
  }
});

test('packets within packets are opened three deep', (t) => {
  const nested = (depth: number): Buffer => Buffer.from(`${'}A>B:'.repeat(depth)}>hi`);
  let report = decodeAprs({ from: 'W1AW', to: 'APZ001', info: nested(3) });
  for (let depth = 0; depth < 3; depth++) if (report.kind === 'third-party') report = report.inner;
  t.like(report, { kind: 'status', comment: 'hi' });
  t.regex(JSON.stringify(decodeAprs({ from: 'W1AW', to: 'APZ001', info: nested(300) })), /too-deep/);
});

test('a line end after a packet changes nothing', (t) => {
  for (const { from, to, info, line } of all) {
    const report = decodeAprs({ from, to, info });
    for (const end of ['\r', '\n', '\r\n']) {
      t.deepEqual(decodeAprs({ from, to, info: Buffer.concat([info, Buffer.from(end)]) }), report, line);
    }
  }
});

/** What is said, and the place that is shown; none where it is no place on Earth. */
const AT_THE_EDGE: readonly (readonly [info: string, place: readonly [number, number] | undefined])[] = [
  ['!9000.00N/18000.00E-', [90, 180]],
  ['!9000.00S/18000.00W-', [-90, -180]],
  ['!9000.01N/18000.00E-', undefined],
  ['!9000.00N/18000.01E-', undefined],
  ['!9000.00S/18000.01W-', undefined],
  ['!4959.99N/07259.99W-', [49.999833, -72.999833]],
  ['!4960.00N/07201.75W-', undefined],
  ['!4903.50N/07260.00W-', undefined],
  ['!/!!!!!!!!- sT', [90, -180]],
  ['!/{{!!{{!!- sT', [-90, 180]],
  ['!/{{!"!!!!- sT', undefined],
  ['!/!!!!{{!"- sT', undefined],
  ['!/{{{{!!!!- sT', undefined],
  ['!/!!!!{{{{- sT', undefined],
  // A finer digit that leads off the Earth is none.
  ['!9000.00N/18000.00E-!W99!', [90, 180]],
  ['!8959.99S/17959.99W-!W99!', [-89.999983, -179.999983]],
];

test('at the poles and at the 180th meridian the map ends', (t) => {
  for (const [info, place] of AT_THE_EDGE) {
    const report = decodeAprs({ from: 'W1AW', to: 'APZ001', info: Buffer.from(info) });
    if (!place) t.like(report, { kind: 'unreadable', error: 'bad-position' }, info);
    else if (!('place' in report)) t.fail(info);
    else {
      t.true(Math.abs(report.place.latitude - place[0]) < 1e-6, `${info} ${report.place.latitude}`);
      t.true(Math.abs(report.place.longitude - place[1]) < 1e-6, `${info} ${report.place.longitude}`);
    }
  }
});

const UNREADABLE: readonly (readonly [info: string, error: string])[] = [
  ['', 'empty'],
  ['!no place', 'bad-position'],
  ['/092345zno place', 'bad-position'],
  [';NET      *092345zno place', 'bad-position'],
  [')AID!no place', 'bad-position'],
  [';NET*092345z4903.50N/07201.75W-', 'bad-name'],
  [';         *092345z4903.50N/07201.75W-', 'bad-name'],
  ['x;NET      *092345z', 'other'],
  [')AI!4903.50N/07201.75W-', 'bad-name'],
  [')   !4903.50N/07201.75W-', 'bad-name'],
  [')TEN LETTERS!4903.50N/07201.75W-', 'bad-name'],
  ['_10092345', 'bad-weather'],
  ['_1099234xt077', 'bad-weather'],
  ['$ULTW12', 'bad-weather'],
  ['!!12', 'bad-weather'],
  ['?aprs?', 'bad-query'],
  ['}W1AW>APRS', 'bad-header'],
  ['}W1AW:>hi', 'bad-header'],
  ['}W1AW-12345>APRS:>hi', 'bad-header'],
  ['}W1AW>APRS,TCPIP-12345*:>hi', 'bad-header'],
  ['{Q', 'too-short'],
];

test('what can’t be read says why', (t) => {
  for (const [info, error] of UNREADABLE) {
    const report = decodeAprs({ from: 'W1AW', to: 'APZ001', info: Buffer.from(info) });
    const said: string = report.kind === 'unreadable' ? report.error : report.kind;
    t.is(said, error, info);
  }
});

const READABLE: readonly (readonly [info: string, report: object])[] = [
  [
    '}W1AW>APRS,TCPIP,N0CALL*:>hi',
    {
      kind: 'third-party',
      from: 'W1AW',
      to: 'APRS',
      path: ['TCPIP', 'N0CALL*'],
      inner: { kind: 'status', comment: 'hi' },
    },
  ],
  ['}W1AW-1234>APRS:>hi', { kind: 'third-party', from: 'W1AW-1234', path: [] }],
  [
    '?APRS? 34.02,-117.15,0200',
    { kind: 'query', query: 'APRS', area: { latitude: 34.02, longitude: -117.15, radiusKm: 321.87 } },
  ],
  ['?IGATE?', { kind: 'query', query: 'IGATE' }],
  ['{Q1', { kind: 'user-defined', user: 'Q', type: '1', data: '' }],
  ['{Q1qwerty', { kind: 'user-defined', user: 'Q', type: '1', data: 'qwerty' }],
  [')AID!4903.50N/07201.75WA', { kind: 'item', name: 'AID', live: true }],
  [')NINE CHAR_4903.50N/07201.75WA', { kind: 'item', name: 'NINE CHAR', live: false }],
  ['!!006B00BE0262----27700000005E03A3000100D4002F', { kind: 'weather' }],
  // Month and day are no date: the weather is still read.
  ['_10992345t077', { kind: 'weather', weather: { temperatureC: 25 }, comment: '' }],
  ['<IGATE,MSG_CNT=43', { kind: 'capabilities', capabilities: { IGATE: '', MSG_CNT: '43' } }],
];

test('what a packet says', (t) => {
  for (const [info, report] of READABLE) {
    t.like(decodeAprs({ from: 'W1AW', to: 'APZ001', info: Buffer.from(info) }), report, info);
  }
});

/** Two more digits of the minutes (APRS 1.2, !DAO!), in minutes away from the equator and from Greenwich. */
const FINER: readonly (readonly [
  comment: string,
  lat: number,
  lon: number,
  datum: string | undefined,
  rest: string,
])[] = [
  ['!W12!', 0.001, 0.002, 'W', ''],
  ['hi !W90! there', 0.009, 0, 'W', 'hi  there'],
  ['!w:x!', 0.00275, 0.00957, 'W', ''],
  ['!w!{!', 0, 0.0099, 'W', ''],
  ['!x!!!', 0, 0, 'X', ''],
  ['!W  !', 0, 0, 'W', ''],
  ['!w  !', 0, 0, 'W', ''],
  ['!W1 !', 0, 0, undefined, '!W1 !'],
  ['!W 1!', 0, 0, undefined, '!W 1!'],
  ['!W1A!', 0, 0, undefined, '!W1A!'],
  ['!WA1!', 0, 0, undefined, '!WA1!'],
  ['!wA !', 0, 0, undefined, '!wA !'],
  ['!w A!', 0, 0, undefined, '!w A!'],
  ['!W123!', 0, 0, undefined, '!W123!'],
];

test('a finer place moves away from the equator and from Greenwich, on every side of them', (t) => {
  for (const [comment, lat, lon, datum, rest] of FINER) {
    for (const [ns, south] of [
      ['N', 1],
      ['S', -1],
    ] as const) {
      // biome-ignore format: pairs
      for (const [ew, west] of [['E', 1], ['W', -1]] as const) { // biome-ignore format: pairs
        const info = `!4903.50${ns}/07201.75${ew}-${comment}`;
        const report = decodeAprs({ from: 'W1AW', to: 'APZ001', info: Buffer.from(info) });
        if (report.kind !== 'position') return t.fail(info);
        t.true(Math.abs(report.place.latitude - south * (49 + (3.5 + lat) / 60)) < 6e-7, info);
        t.true(Math.abs(report.place.longitude - west * (72 + (1.75 + lon) / 60)) < 6e-7, info);
        t.is(report.datum, datum, info);
        t.is(report.comment, rest, info);
      }
    }
  }
});

test('text in UTF-8 and in Latin-1 is read as its writer meant it', (t) => {
  const comment = (info: Buffer): string => {
    const report = decodeAprs({ from: 'W1AW', to: 'APZ001', info });
    return report.kind === 'status' ? report.comment : report.kind;
  };
  t.is(comment(Buffer.from('>café à la', 'latin1')), 'café à la');
  t.is(comment(Buffer.from('>café à la', 'utf8')), 'café à la');
  t.is(comment(Buffer.from('>two\r\nlines\0\r\n')), 'two\r\nlines');
});

test('no text makes the NMEA reader throw', (t) => {
  fc.assert(
    fc.property(fc.stringMatching(/^\$G[PN](RMC|GGA|GLL|VTG|WPL)[,0-9.NSEWAV*-]{0,60}$/), (line) => {
      const read = readSentence(line);
      if (read.ok && read.fix.latitude !== undefined) t.true(Math.abs(read.fix.latitude) <= 90);
      t.pass();
    }),
    { numRuns: 2000 },
  );
});
