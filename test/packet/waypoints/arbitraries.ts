import fc from 'fast-check';
import type { HeardWaypoint, Waypoint } from '../../../host/packet/waypoints/waypoint.js';

/** Names as APRS objects may have them, with what sentences and files are broken by. */
export const anyName: fc.Arbitrary<string> = fc
  .oneof(
    fc.stringMatching(/^[ -~]{1,9}$/),
    fc
      .array(fc.constantFrom(',', '*', '"', '<', '&', '>', "'", ']]>', '\\', '$', 'A', '7', '*2A'), {
        minLength: 1,
        maxLength: 9,
      })
      .map((parts) => parts.join('')),
    fc.constantFrom('GPX', 'éà', '北京', '😀', '</name>', '"}]}', '\\u0000', '__proto__'),
  )
  .map((name) => name.trim())
  .filter((name) => name !== '');

/** To a hundredth of a minute, as sentences have it. */
function degrees(limit: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: -limit * 6000, max: limit * 6000 })
    .map((hundredths) => Number((hundredths / 6000).toFixed(6)) + 0);
}

const place = { latitude: degrees(90), longitude: degrees(180) };
const symbol = fc
  .tuple(fc.constantFrom('/', '\\', '3', 'Z'), fc.stringMatching(/^[!-{]$/))
  .map(([table, code]) => ({ table, code }));

const nmea = fc.record({ form: fc.constant('nmea' as const), name: anyName, ...place });
const magellan = fc.record(
  {
    form: fc.constant('magellan' as const),
    name: anyName,
    ...place,
    altitudeM: fc.integer({ min: 1, max: 9000 }),
    comment: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,20}[A-Za-z]$/),
    icon: fc.stringMatching(/^[a-z]{1,2}$/),
  },
  { requiredKeys: ['form', 'name', 'latitude', 'longitude', 'icon'] },
);
const kenwood = fc.record(
  {
    form: fc.constant('kenwood' as const),
    name: anyName,
    ...place,
    altitudeM: fc.integer({ min: -400, max: 9000 }),
    symbol,
  },
  { requiredKeys: ['form', 'name', 'latitude', 'longitude', 'symbol'] },
);

/** Without motion: a radio rounds speeds to knots. */
export const anyWaypoint: fc.Arbitrary<Waypoint> = fc.oneof(nmea, magellan, kenwood);

/** With everything that a file may hold. */
export const anyHeard: fc.Arbitrary<HeardWaypoint> = fc.record({
  waypoint: anyWaypoint.chain((waypoint) =>
    fc
      .record({ comment: fc.string({ unit: 'binary', maxLength: 12 }) }, { requiredKeys: [] })
      .map((more) => ({ ...waypoint, ...more })),
  ),
  time: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
});
