import { M_PER_FOOT, rounded } from '../../units.js';
import { isOnEarth } from '../position/coordinates.js';
import type { Place, Station, Telemetry } from '../report.js';
import { base91, humanText } from '../text.js';

/** What hides in a comment: altitude, telemetry and two more digits of the position. */
export type Hidden = Pick<Station, 'comment'> &
  Partial<Pick<Station, 'altitudeM' | 'telemetry' | 'datum' | 'place'>>;

/** `/A=001234`, feet; below the sea by a sign in place of a digit (chapter 6). */
const ALTITUDE = /\/A=(-\d{5}|\d{6})/;
/** `|ss11223344|`: sequence, one to five values and bits, two characters each (APRS 1.2, base 91 telemetry). */
const TELEMETRY = /\|([!-{]{2})((?:[!-{]{2}){1,6})\|/;
/** `!W12!` or `!w:x!`: datum and one more digit each, decimal or base 91 (APRS 1.2, !DAO!). */
const DAO = /!([A-Za-z])([!-{ ])([!-{ ])!/;

/** Takes out of a comment what is meant for programs. */
export function readComment(text: string, place: Place): Hidden {
  const altitude = ALTITUDE.exec(text)?.[1];
  let rest = text.replace(ALTITUDE, '');
  const values = TELEMETRY.exec(rest);
  rest = rest.replace(TELEMETRY, '');
  const dao = DAO.exec(rest);
  const finer = dao && refine(place, dao);
  if (finer) rest = rest.replace(DAO, '');
  return {
    ...(altitude !== undefined && { altitudeM: rounded(Number(altitude) * M_PER_FOOT) }),
    ...(values && { telemetry: commentTelemetry(values) }),
    ...(finer && { place: finer, datum: (dao[1] ?? '').toUpperCase() }),
    comment: humanText(rest),
  };
}

const VALUES = 5;

function commentTelemetry([, sequence = '', pairs = '']: RegExpExecArray): Telemetry {
  const numbers = (pairs.match(/../g) ?? []).map(base91);
  const bits = numbers[VALUES];
  return {
    sequence: base91(sequence),
    values: numbers.slice(0, VALUES),
    // B1 is the lowest bit and is written first.
    ...(bits !== undefined && {
      bits: Array.from({ length: 8 }, (_, bit) => String((bits >> bit) & 1)).join(''),
    }),
  };
}

/** The place with one (capital) or two more digits of a minute, these as base 91 times 1.1; undefined where this is no !DAO!. */
function refine(place: Place, [, datum = '', lat = '', lon = '']: RegExpExecArray): Place | undefined {
  if (lat === ' ' && lon === ' ') return place; // the datum alone
  const isDecimal = /[A-Z]/.test(datum);
  if (isDecimal ? !/\d\d/.test(lat + lon) : lat === ' ' || lon === ' ') return undefined;
  const minutes = (digit: string): number =>
    isDecimal ? Number(digit) / 1000 : (base91(digit) * 1.1) / 10_000;
  const away = (degrees: number, digit: string): number =>
    rounded(degrees + ((degrees < 0 ? -1 : 1) * minutes(digit)) / 60, 7);
  const finer = { ...place, latitude: away(place.latitude, lat), longitude: away(place.longitude, lon) };
  return isOnEarth(finer) ? finer : undefined;
}
