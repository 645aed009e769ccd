import { parseXml, XmlElement } from '@rgrove/parse-xml';
import test from 'ava';
import fc from 'fast-check';
import { GEOJSON } from '../../../host/packet/waypoints/geojson.js';
import { GPX } from '../../../host/packet/waypoints/gpx.js';
import { ForeignFile, type MapFormat, withWaypoints } from '../../../host/packet/waypoints/map-file.js';
import type { HeardWaypoint, Waypoint } from '../../../host/packet/waypoints/waypoint.js';
import { anyHeard } from './arbitraries.js';
import { FOREIGN_GEOJSON, FOREIGN_GPX } from './foreign-files.js';

const TIME = '2026-01-02T03:04:05.678Z';
const heard = (name: string, more: Partial<Waypoint> = {}, time = TIME): HeardWaypoint => ({
  time,
  waypoint: { form: 'nmea', name, latitude: 41.5, longitude: -72.25, ...more },
});

/** One of our waypoints as a reader of the file finds it. */
interface Found {
  readonly name: string;
  readonly time: string;
  readonly latitude: number;
  readonly longitude: number;
}

function foundInGpx(text: string): Found[] {
  const { root } = parseXml(text);
  const waypoints =
    root?.children.filter((child) => child instanceof XmlElement && child.name === 'wpt') ?? [];
  return waypoints.flatMap((wpt): Found[] => {
    if (!(wpt instanceof XmlElement)) return [];
    const said = (name: string): string => {
      const child = wpt.children.find((one) => one instanceof XmlElement && one.name === name);
      return child instanceof XmlElement ? child.text : '';
    };
    if (said('src') !== 'onair waypoints') return [];
    const { lat, lon } = wpt.attributes;
    return [{ name: said('name'), time: said('time'), latitude: Number(lat), longitude: Number(lon) }];
  });
}

interface Feature {
  readonly id?: unknown;
  readonly geometry: { readonly coordinates: readonly number[] };
  readonly properties: { readonly name: string; readonly time: string };
}

function foundInGeojson(text: string): Found[] {
  const { features } = JSON.parse(text.replace(/^\ufeff/, '')) as { features: (Feature | null)[] };
  return features.flatMap((feature): Found[] => {
    if (typeof feature?.id !== 'string' || !feature.id.startsWith('onair:')) return [];
    const [longitude = Number.NaN, latitude = Number.NaN] = feature.geometry.coordinates;
    return [{ name: feature.properties.name, time: feature.properties.time, latitude, longitude }];
  });
}

const FORMATS: readonly (readonly [MapFormat, (text: string) => Found[], readonly string[]])[] = [
  [GPX, foundInGpx, FOREIGN_GPX],
  [GEOJSON, foundInGeojson, FOREIGN_GEOJSON],
];

/** What {@link withWaypoints} put in, where nothing else has changed. */
function putIn(before: string, after: string): string | undefined {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  for (let from = start; from >= 0; from--) {
    if (after.endsWith(before.slice(from))) return after.slice(from, after.length - (before.length - from));
  }
  return undefined;
}

for (const [format, found, foreign] of FORMATS) {
  const put = (text: string, ...ones: readonly HeardWaypoint[]): string => withWaypoints(format, text, ones);

  test(`${format.name}: whatever is heard, every name is there once, with its newest place`, (t) => {
    fc.assert(
      fc.property(fc.array(anyHeard, { maxLength: 12 }), fc.nat(12), (ones, cut) => {
        const newest = new Map(ones.map((one) => [one.waypoint.name, one]));
        const text = put(put(format.empty, ...ones.slice(0, cut)), ...ones.slice(cut));
        t.regex(text, /^[\x20-\x7e\n]*$/, 'ASCII');
        const names = found(text).sort((a, b) => (a.name < b.name ? -1 : 1));
        const wanted = [...newest.values()]
          .map(({ waypoint: { name, latitude, longitude }, time }) => {
            const east = longitude === 180 && format === GPX ? -180 : longitude;
            return { name, time, latitude, longitude: east };
          })
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        t.deepEqual(names, wanted);
        t.is(put(text), text);
      }),
      { numRuns: 300 },
    );
  });

  for (const file of foreign) {
    test(`${format.name} of somebody else keeps every character: ${JSON.stringify(file.slice(0, 90))}`, (t) => {
      const once = put(file, heard('HOME'), heard('W1AW'));
      const added = putIn(
        file.replace(/\/>\s*$/, ''),
        once.replace(/<\/gpx>\s*$/, (end) => (/<\/gpx/.test(file) ? end : '')),
      );
      t.truthy(added, once);
      t.deepEqual(found(added ? once : ''), [
        { name: 'HOME', time: TIME, latitude: 41.5, longitude: -72.25 },
        { name: 'W1AW', time: TIME, latitude: 41.5, longitude: -72.25 },
      ]);
      const later = '2027-01-01T00:00:00.000Z';
      const twice = put(once, heard('HOME', { latitude: 1 }, later), heard('N1AW'));
      t.deepEqual(
        found(twice).map(({ name, latitude }) => [name, latitude]),
        [
          ['HOME', 1],
          ['W1AW', 41.5],
          ['N1AW', 41.5],
        ],
      );
    });
  }
}

test('GPX has altitude, comment and the name of the symbol, in the order of the schema', (t) => {
  const text = withWaypoints(GPX, GPX.empty, [
    heard('A<&>"B', { altitudeM: -3, comment: 'é\n', symbol: { table: '/', code: '>' } }),
  ]);
  t.true(
    text.includes(
      '<wpt lat="41.500000" lon="-72.250000"><ele>-3</ele><time>2026-01-02T03:04:05.678Z</time><name>A&#60;&#38;&#62;&#34;B</name><cmt>&#233;&#10;</cmt><src>onair waypoints</src><sym>car</sym></wpt>',
    ),
    text,
  );
});

test('the 180th meridian is -180 in GPX, whose schema ends before 180', (t) => {
  const text = withWaypoints(GPX, GPX.empty, [heard('DATELINE', { longitude: 180 })]);
  t.is(foundInGpx(text)[0]?.longitude, -180);
});

for (const file of FOREIGN_GPX) {
  test(`waypoints stand between header and tracks: ${JSON.stringify(file.slice(0, 90))}`, (t) => {
    const { root } = parseXml(withWaypoints(GPX, file, [heard('W1AW')]));
    const names = root?.children.flatMap((child) => (child instanceof XmlElement ? [child.name] : [])) ?? [];
    t.regex(names.join(' '), /^((metadata|name|time|bounds) ?)*(wpt ?)+((rte|trk|extensions) ?)*$/);
  });
}

test('our waypoints may stand in any order, also behind a track, and twice: the rest stays whole', (t) => {
  const one = (name: string): string => GPX.element(heard(name));
  const file = `<gpx><trk><name>way</name></trk>${one('B')}<rte/>${one('A')}${one('B')}</gpx>`;
  const text = withWaypoints(GPX, file, [
    heard('A', { latitude: 1 }),
    heard('B', { latitude: 2 }),
    heard('C'),
  ]);
  t.is(
    text.replaceAll(/\s+(?=<)/g, ''),
    `<gpx>${one('C')}<trk><name>way</name></trk>${one('B')}<rte/>${GPX.element(heard('A', { latitude: 1 }))}${GPX.element(heard('B', { latitude: 2 }))}</gpx>`,
  );
  const feature = (name: string, latitude = 41.5): string => GEOJSON.element(heard(name, { latitude }));
  const collection = (...features: string[]): string =>
    `{"type":"FeatureCollection","features":[${features.join(',\n')}]}`;
  t.is(
    withWaypoints(GEOJSON, collection(feature('B'), feature('A'), feature('B')), [
      heard('A', { latitude: 1 }),
      heard('B', { latitude: 2 }),
      heard('C'),
    ]),
    collection(feature('B'), feature('A', 1), feature('B', 2), feature('C')),
  );
});

test('what XML can’t hold is left out', (t) => {
  const text = withWaypoints(GPX, GPX.empty, [heard('A\u0000\u0007\ud800\ufffeB')]);
  t.deepEqual(
    foundInGpx(text).map(({ name }) => name),
    ['AB'],
  );
});

test('GeoJSON has all that was heard', (t) => {
  const text = withWaypoints(GEOJSON, GEOJSON.empty, [
    heard('W1AW', {
      altitudeM: 7,
      speedKmh: 50,
      courseDeg: 90,
      symbol: { table: '/', code: '>' },
      comment: 'hi',
      icon: 'a',
    }),
  ]);
  t.deepEqual(JSON.parse(text), {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id: 'onair:W1AW',
        geometry: { type: 'Point', coordinates: [-72.25, 41.5, 7] },
        properties: {
          name: 'W1AW',
          time: TIME,
          symbol: '/>',
          kind: 'car',
          altitudeM: 7,
          speedKmh: 50,
          courseDeg: 90,
          comment: 'hi',
          icon: 'a',
        },
      },
    ],
  });
});

/** Files that can't be extended: what is said, and where (undefined: nobody knows). */
const REFUSED: readonly (readonly [MapFormat, string, RegExp, number?])[] = [
  [GPX, '<gpx version="1.1"><wpt></gpx>', /wpt/, 24],
  [GPX, '<gpx><trk><name>half', /./, 16],
  [GPX, '<?xml version="1.0"?><kml></kml>', /its root is <kml>, not <gpx>/, 21],
  [GPX, '<gpx xmlns="http://www.topografix.com/GPX/2/0"/>', /not GPX 1.0 or 1.1/, 0],
  [GPX, '<gpx xmlns="http://www.topografix.com/GPX/1/10"/>', /not GPX 1.0 or 1.1/, 0],
  [GPX, '<g:gpx xmlns:g="http://www.topografix.com/GPX/1/1"></g:gpx>', /root is <g:gpx>/, 0],
  [GPX, '{"type":"FeatureCollection","features":[]}', /./, 0],
  [GPX, '<gpx>\u0000</gpx>', /character/i, 5],
  [GEOJSON, '{"type":"FeatureCollection","features":[', /JSON/, 40],
  [GEOJSON, '{"type":"FeatureCollection","features":[],}', /JSON/, 42],
  [GEOJSON, 'no JSON at all, and long', /JSON/],
  [GEOJSON, '{"type":"Feature","geometry":null,"properties":null}', /not a FeatureCollection/],
  [GEOJSON, '[]', /not a FeatureCollection/],
  [GEOJSON, 'null', /not a FeatureCollection/],
  [GEOJSON, '{"type":"FeatureCollection","features":{}}', /not an array/],
  [GEOJSON, '{"type":"FeatureCollection"}', /not an array/],
];
for (const [format, text, says, offset] of REFUSED) {
  test(`${format.name} refuses ${JSON.stringify(text)}`, (t) => {
    const error = t.throws(() => withWaypoints(format, text, []), { instanceOf: ForeignFile });
    t.regex(error?.message ?? '', says);
    t.is(error?.offset, offset);
  });
}

test('no text is anything else than extended or refused', (t) => {
  const part = fc.constantFrom(
    '<gpx>',
    '</gpx>',
    '<wpt lat="1" lon="1">',
    '</wpt>',
    '<!--',
    '-->',
    '<trk/>',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"features":',
    '"type":"FeatureCollection"',
    '"id":"onair:A"',
    '1',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        for (const [format, found] of FORMATS) {
          try {
            const after = withWaypoints(format, text, [heard('W1AW')]);
            t.is(found(after).filter(({ name }) => name === 'W1AW').length, 1, text);
          } catch (error) {
            t.true(error instanceof ForeignFile, String(error));
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});
