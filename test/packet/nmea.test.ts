import test from 'ava';
import { GpsReader } from '../../host/packet/gps-reader.js';
import { type NmeaFix, nmeaChecksum, readSentence } from '../../host/packet/nmea.js';

const MUNICH = { latitude: 48.1173, longitude: 11.516667 };

/** Sentences with their checksums as public texts on NMEA 0183 print them. */
const PRINTED: readonly (readonly [sentence: string, fix: NmeaFix])[] = [
  [
    '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A',
    { ...MUNICH, courseDeg: 84.4, speedKmh: 41.48 },
  ],
  ['$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47', { ...MUNICH, altitudeM: 545.4 }],
  ['$GPVTG,054.7,T,034.4,M,005.5,N,010.2,K*48', { courseDeg: 54.7, speedKmh: 10.19 }],
];
for (const [sentence, fix] of PRINTED) {
  test(sentence, (t) => {
    t.deepEqual(readSentence(sentence), { ok: true, fix });
    const lowerSum = sentence.replace(/\*.*/, (sum) => sum.toLowerCase());
    t.deepEqual(readSentence(`${lowerSum}\r\n`), { ok: true, fix });
    t.deepEqual(readSentence(sentence.replace(/\*.*/, '')), { ok: true, fix }, 'without a checksum');
    t.deepEqual(readSentence(sentence.replace(/\*./, '*0')), { ok: false, error: 'bad-checksum' });
  });
}

/** Fields, and the fix or error that they give. */
const READS: readonly (readonly [fields: string, result: NmeaFix | string])[] = [
  ['GNRMC,,A,0000.000,S,00000.000,W,0,0,,', { latitude: 0, longitude: 0, courseDeg: 360, speedKmh: 0 }],
  ['GPRMC,,A,9000.0,S,18000.0,W,,360,,', { latitude: -90, longitude: -180, courseDeg: 360 }],
  ['GPRMC,,A,9000.01,S,18000.0,W,,,,', 'bad-nmea'],
  ['GPRMC,,A,9000.0,S,18000.01,W,,,,', 'bad-nmea'],
  ['GPRMC,,A,4860.0,N,01131.0,E,,,,', 'bad-nmea'],
  ['GPRMC,,A,4859.9,N,,,,,,', 'bad-nmea'],
  ['GPRMC,,A,4807.038,E,01131.000,N,,,,', 'bad-nmea'],
  ['GPRMC,,A,4807.038,NN,01131.000,E,,,,', 'bad-nmea'],
  ['GPRMC,,A,4807.038x,N,01131.000,E,,,,', 'bad-nmea'],
  ['GPRMC,,A,,,,,,,,', 'bad-nmea'],
  ['GPRMC,,V,4807.038,N,01131.000,E,,,,', 'no-fix'],
  ['GPRMC,,A,4807.038,N,01131.000,E,22.4x,361,,', MUNICH],
  ['GPRMC,,A,4807.038,N,01131.000,E,x22.4,x84,,', MUNICH],
  ['GPGGA,,4807.038,N,01131.000,E,0,,,545.4,M', 'no-fix'],
  ['GPGGA,,4807.038,N,01131.000,E,,,,545.4,M', 'no-fix'],
  ['GPGGA,,4807.038,N,01131.000,E,2,,,-12.5,M', { ...MUNICH, altitudeM: -12.5 }],
  ['GPGGA,,4807.038,N,01131.000,E,2,,,-x,M', MUNICH],
  ['GPGGA,,4807.038,N,01131.000,E,2,,,1-2,M', MUNICH],
  ['GPGGA,,4807.038,N,01131.000,E,2,,,,M', MUNICH],
  ['GPGLL,4807.038,N,01131.000,E,,A', MUNICH],
  ['GPGLL,4807.038,N,01131.000,E', MUNICH],
  ['GPGLL,4807.038,N,01131.000,E,,', MUNICH],
  ['GPGLL,4807.038,N,01131.000,E,,V', 'no-fix'],
  ['GPWPL,4807.038,N,01131.000,E,HOME,SWEET', { ...MUNICH, name: 'HOME,SWEET' }],
  ['GPVTG,,,,,,,,', {}],
  ['GPGSV,1,1,00', 'unknown'],
  ['GPRMCX,,A,4807.038,N,01131.000,E,,,,', 'unknown'],
  ['PKWDWPL,,A', 'unknown'],
];
for (const [fields, result] of READS) {
  test(`$${fields}: ${JSON.stringify(result)}`, (t) => {
    const expected = typeof result === 'string' ? { ok: false, error: result } : { ok: true, fix: result };
    t.deepEqual<unknown, unknown>(readSentence(`$${fields}*${nmeaChecksum(fields)}`), expected);
  });
}

test('a line that is not a sentence is bad', (t) => {
  for (const text of ['', '$', 'GPVTG', '$GPVTG,1*48 and more', ' $GPVTG,1', '$GPVTG,1*4'])
    t.false(readSentence(text).ok, text);
  t.deepEqual(readSentence('x$GPVTG,,,,,,,,'), { ok: false, error: 'bad-nmea' });
});

test('a checksum has two digits', (t) => {
  t.is(nmeaChecksum('A'), '41');
  t.is(nmeaChecksum('AA'), '00');
  t.is(nmeaChecksum('AN'), '0F');
});

const tpv = (report: object): string => `${JSON.stringify({ class: 'TPV', mode: 3, ...report })}\n`;
const PLACE = { lat: 90, lon: -180 };
const AT = { latitude: 90, longitude: -180 };

/** Reports of gpsd, and the fix after them. */
const REPORTS: readonly (readonly [report: string, fix: NmeaFix | undefined])[] = [
  [
    tpv({ ...PLACE, track: 0, speed: 10, altMSL: 5, alt: 50 }),
    { ...AT, courseDeg: 360, speedKmh: 36, altitudeM: 5 },
  ],
  [
    tpv({ ...PLACE, track: 359.5, speed: 0, alt: 50 }),
    { ...AT, courseDeg: 359.5, speedKmh: 0, altitudeM: 50 },
  ],
  [tpv({ ...PLACE, track: -1, speed: -1 }), AT],
  [tpv({ ...PLACE, track: 361, speed: 501, alt: 'high' }), AT],
  [tpv({ ...PLACE, mode: 2 }), AT],
  [tpv({ ...PLACE, mode: 1 }), undefined],
  [tpv({ ...PLACE, class: 'SKY' }), undefined],
  [tpv({ lat: 90.5, lon: 0 }), undefined],
  [tpv({ lat: 0, lon: 180.5 }), undefined],
  [tpv({ lat: 0 }), undefined],
  [tpv({ lon: 0 }), undefined],
  ['{"class":"TPV","mode":3,"lat":1,\n', undefined],
  ['{}\n', undefined],
];
for (const [report, fix] of REPORTS) {
  test(`gpsd: ${report.trim()}`, (t) => {
    const reader = new GpsReader();
    reader.push(Buffer.from(report), 0);
    t.deepEqual(reader.fix(0), fix as ReturnType<GpsReader['fix']>);
  });
}

test('only whole lines count: half a sentence may say what the whole does not', (t) => {
  const reader = new GpsReader();
  const pushEach = (text: string) => {
    for (const byte of Buffer.from(text)) reader.push(Uint8Array.of(byte), 0);
  };
  pushEach('$GPGLL,4807.038,N,01131.000,E,,V\r\n');
  t.is(reader.fix(0), undefined);
  pushEach('noise$GPGLL,4807.038,N,01131.000,E,,A\r\n');
  t.deepEqual(reader.fix(0), MUNICH);
});

test('a waypoint is not where the receiver is', (t) => {
  const reader = new GpsReader();
  reader.push(Buffer.from('$GPWPL,4807.038,N,01131.000,E,HOME\r\n'), 0);
  t.is(reader.fix(0), undefined);
});

test('a report of gpsd says everything, a report without a place nothing', (t) => {
  const reader = new GpsReader();
  reader.push(Buffer.from(tpv({ ...PLACE, speed: 10, alt: 50 })), 0);
  reader.push(Buffer.from(tpv(PLACE)), 0);
  t.deepEqual(reader.fix(0), AT);
  reader.push(Buffer.from(tpv({ lat: 0, speed: 1 })), 0);
  t.deepEqual(reader.fix(0), AT);
});

test('a place is as old as its last sentence, whatever else is said after it', (t) => {
  const reader = new GpsReader();
  reader.push(Buffer.from('$GPGLL,4807.038,N,01131.000,E,,A\r\n'), 50_000);
  reader.push(Buffer.from('$GPVTG,054.7,T,034.4,M,005.5,N,010.2,K*48\r\n'), 59_000);
  t.deepEqual(reader.fix(60_000), { ...MUNICH, courseDeg: 54.7, speedKmh: 10.19 });
  t.is(reader.fix(60_001), undefined);
});
