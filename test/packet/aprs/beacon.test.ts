import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../../host/base/error.js';
import { SmartBeacon } from '../../../host/packet/aprs/send/smart-beacon.js';
import { checkInterval, checkPath } from '../../../host/packet/aprs/send/transmit-limits.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { bearingDeg, compassPoint, distanceKm } from '../../../host/packet/geo.js';
import { GpsReader } from '../../../host/packet/gps-reader.js';
import { nmeaChecksum } from '../../../host/packet/nmea.js';

const path = (text: string) => text.split(',').filter(Boolean).map(parseCallSign);

for (const good of [
  '',
  'WIDE1-1',
  'WIDE1-1,WIDE2-1',
  'WIDE2-2',
  'N0CALL-3,WIDE2-1',
  'MA2-2',
  'WIDE2',
  'XRELAY',
]) {
  test(`path "${good}" is polite`, (t) => t.notThrows(() => checkPath(path(good))));
}
for (const bad of [
  'WIDE1-1,WIDE2-2',
  'WIDE3-3',
  'WIDE2-3',
  'RELAY',
  'RELAY,WIDE',
  'WIDE7-7',
  'A1A,B1B,C1C',
  'MA3-3',
  'WIDE1-2',
  'VE3ABC,VE3DEF,VE3GHI',
]) {
  test(`path "${bad}" is not`, (t) => {
    t.is(t.throws(() => checkPath(path(bad)), { instanceOf: OnairError })?.code, 'bad-value');
  });
}

test('no more often than the channel bears', (t) => {
  t.notThrows(() => checkInterval(60, 'moving'));
  t.notThrows(() => checkInterval(600, 'fixed'));
  const moving = t.throws(() => checkInterval(59, 'moving'), { instanceOf: OnairError });
  t.regex(moving?.hint ?? '', /at least 60 s while moving/);
  const fixed = t.throws(() => checkInterval(599, 'fixed'), { instanceOf: OnairError });
  t.regex(fixed?.hint ?? '', /at least 600 s for a place/);
  t.throws(() => checkInterval(Number.NaN, 'fixed'), { instanceOf: OnairError });
});

test('smart: the first at once, then by speed, then by the turn', (t) => {
  const smart = new SmartBeacon();
  const at = (speedKmh: number, courseDeg: number) => ({ latitude: 0, longitude: 0, speedKmh, courseDeg });
  t.is(smart.due(at(50, 90), 0), 'first');
  smart.sent(at(50, 90), 0);
  // 180 s at 60 mph: 347.6 s at 50 km/h.
  t.is(smart.due(at(50, 90), 347_000), undefined);
  t.is(smart.due(at(50, 90), 348_000), 'time');
  t.is(smart.due(at(120, 90), 179_000), undefined);
  t.is(smart.due(at(120, 90), 180_000), 'time');
  t.is(smart.due(at(0, 90), 1_799_000), undefined);
  t.is(smart.due(at(0, 90), 1_800_000), 'time');
  // 30 + 255 / 31.07 mph = 38.2 degrees
  t.is(smart.due(at(50, 128), 15_000), undefined);
  t.is(smart.due(at(50, 129), 15_000), 'turn');
  t.is(smart.due(at(50, 129), 14_999), undefined, 'not within 15 s of the last');
  t.is(smart.due(at(50, 51), 15_000), 'turn', 'to the left too');
  t.is(smart.due(at(5, 270), 15_000), undefined, 'at a stand the course means nothing');
  smart.sent(at(50, 350), 0);
  t.is(smart.due(at(50, 20), 15_000), undefined, 'across north it is 30 degrees');
});

test('smart counts from the last beacon, whenever that was', (t) => {
  const smart = new SmartBeacon();
  const fix = { speedKmh: 120, courseDeg: 90 };
  smart.sent(fix, 1_000_000);
  t.is(smart.due(fix, 1_000_001), undefined);
  t.is(smart.due(fix, 1_179_999), undefined);
  t.is(smart.due(fix, 1_180_000), 'time');
  t.is(smart.due({ ...fix, courseDeg: 180 }, 1_014_999), undefined);
  t.is(smart.due({ ...fix, courseDeg: 180 }, 1_015_000), 'turn');
});

test('smart takes no missing course for a turn, and no creeping for driving', (t) => {
  const smart = new SmartBeacon();
  smart.sent({ speedKmh: 50 }, 0);
  t.is(smart.due({ speedKmh: 50, courseDeg: 180 }, 20_000), undefined);
  smart.sent({ speedKmh: 50, courseDeg: 180 }, 0);
  t.is(smart.due({ speedKmh: 50 }, 20_000), undefined);
  t.is(smart.due({}, 20_000), undefined);
  t.is(smart.due({}, 1_800_000), 'time');
  const creeping = 5 * 1.609344; // miles per hour; the turn that counts is 81 degrees there
  t.is(smart.due({ speedKmh: creeping, courseDeg: 360 }, 20_000), undefined);
  t.is(smart.due({ speedKmh: creeping + 0.1, courseDeg: 360 }, 20_000), 'turn');
});

test('smart never sends twice within 15 s, whatever the receiver says', (t) => {
  const step = fc.record({
    ms: fc.integer({ min: 100, max: 5000 }),
    speedKmh: fc.double({ min: 0, max: 300, noNaN: true }),
    courseDeg: fc.integer({ min: 1, max: 360 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const smart = new SmartBeacon();
      let [now, last] = [0, Number.NEGATIVE_INFINITY];
      for (const { ms, ...fix } of steps) {
        now += ms;
        if (!smart.due(fix, now)) continue;
        t.true(now - last >= 15_000);
        smart.sent(fix, now);
        last = now;
      }
      t.pass();
    }),
  );
});

const line = (body: string): Buffer => Buffer.from(`$${body}*${nmeaChecksum(body)}\r\n`);

test('a receiver: RMC and GGA together, in pieces, old after ten seconds', (t) => {
  const reader = new GpsReader();
  t.is(reader.fix(0), undefined);
  const bytes = Buffer.concat([
    Buffer.from('half a line,12*00\r\n'),
    line('GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W'),
    line('GNGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,'),
    line('GPRMC,123520,V,,,,,,,230394,,'),
  ]);
  for (const byte of bytes) reader.push(Uint8Array.of(byte), 1000);
  t.like(reader.fix(1000), {
    latitude: 48.1173,
    longitude: 11.516667,
    courseDeg: 84.4,
    speedKmh: 41.48,
    altitudeM: 545.4,
  });
  t.truthy(reader.fix(11_000));
  t.is(reader.fix(11_001), undefined);
});

test('gpsd: a report of class TPV with a fix', (t) => {
  const reader = new GpsReader();
  const say = (text: string, now: number): void => reader.push(Buffer.from(`${text}\r\n`), now);
  say('{"class":"VERSION","release":"3.22"}', 0);
  say('{"class":"TPV","mode":1}', 0);
  say('{"class":"TPV","mode":3,"lat":"x","lon":1}', 0);
  say('{"class":"TPV","mode":3,', 0);
  t.is(reader.fix(0), undefined);
  say('{"class":"TPV","mode":3,"lat":48.5,"lon":-11.25,"track":0,"speed":10,"altMSL":500.5}', 5);
  t.deepEqual(reader.fix(5), {
    latitude: 48.5,
    longitude: -11.25,
    courseDeg: 360,
    speedKmh: 36,
    altitudeM: 500.5,
  });
  say('{"class":"TPV","mode":2,"lat":48.5,"lon":-11.25}', 6);
  t.deepEqual(reader.fix(6), { latitude: 48.5, longitude: -11.25 }, 'no altitude from before');
});

test('no bytes make the GPS reader throw or grow', (t) => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.json().map((text) => Buffer.from(`${text}\n`)),
        ),
      ),
      (chunks) => {
        const reader = new GpsReader();
        for (const chunk of chunks) reader.push(chunk, 0);
        t.pass();
      },
    ),
  );
});

test('distance and bearing of known places', (t) => {
  const [hartford, boston] = [
    { latitude: 41.7148, longitude: -72.7272 },
    { latitude: 42.3601, longitude: -71.0589 },
  ];
  t.true(Math.abs(distanceKm(hartford, boston) - 155.4) < 0.5);
  t.true(Math.abs(bearingDeg(hartford, boston) - 62) < 1);
  t.is(Math.round(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })), 111);
  t.deepEqual([0, 22, 23, 180, 315, 350].map(compassPoint), ['N', 'N', 'NE', 'S', 'NW', 'N']);
});
