import { M_PER_FOOT, rounded } from '../../units.js';
import { isOnEarth, type StationDraft } from '../position/coordinates.js';
import type { Place, Telemetry } from '../report.js';
import { base91, humanText } from '../text.js';
import { frequencyInComment } from './frequency.js';

/** `/A=001234`, feet; below the sea by a sign in place of a digit (chapter 6). */
const ALTITUDE = /\/A=(-\d{5}|\d{6})/;
/** `|ss11223344|`: sequence, one to five values and bits, two characters each (APRS 1.2, base 91 telemetry). */
const TELEMETRY = /\|([!-{]{2})((?:[!-{]{2}){1,6})\|/;
/** `!W12!` or `!w:x!`: datum and one more digit each, decimal or base 91 (APRS 1.2, !DAO!). */
const DAO = /!([A-Za-z])([!-{ ])([!-{ ])!/;
/** Where a frequency may be. */
const MHZ = /mhz/i;

/**
 * Takes out of a comment what is meant for programs: altitude, telemetry, two more digits of the position, a frequency.
 */
export function readComment(text: string, station: StationDraft): void {
  let rest = text;
  if (rest.includes('/A=')) rest = readAltitude(rest, station);
  if (rest.includes('|')) rest = readTelemetry(rest, station);
  if (rest.includes('!')) rest = readFinerPlace(rest, station);
  const found = MHZ.test(rest) ? frequencyInComment(rest) : undefined;
  if (found) station.frequency = found.frequency;
  station.comment = humanText(found ? found.rest : rest);
}

function without(text: string, match: RegExpExecArray): string {
  return text.slice(0, match.index) + text.slice(match.index + match[0].length);
}

function readAltitude(text: string, station: StationDraft): string {
  const match = ALTITUDE.exec(text);
  if (!match) return text;
  station.altitudeM = rounded(Number(match[1]) * M_PER_FOOT);
  return without(text, match);
}

const VALUES = 5;

function readTelemetry(text: string, station: StationDraft): string {
  const match = TELEMETRY.exec(text);
  if (!match) return text;
  const [, sequence = '', pairs = ''] = match;
  const numbers = (pairs.match(/../g) ?? []).map(base91);
  const bits = numbers[VALUES];
  const telemetry: Telemetry = {
    sequence: base91(sequence),
    values: numbers.slice(0, VALUES),
    // B1 is the lowest bit and is written first.
    ...(bits !== undefined && {
      bits: Array.from({ length: 8 }, (_, bit) => String((bits >> bit) & 1)).join(''),
    }),
  };
  station.telemetry = telemetry;
  return without(text, match);
}

function readFinerPlace(text: string, station: StationDraft): string {
  const match = DAO.exec(text);
  // A compressed place is finer already.
  const finer = match && station.place && station.form !== 'compressed' && refine(station.place, match);
  if (!match || !finer) return text;
  station.place = finer;
  station.datum = (match[1] ?? '').toUpperCase();
  return without(text, match);
}

/**
 * The place with one (capital) or two more digits of a minute, these as base 91 times 1.1; undefined where this is no
 * !DAO!.
 */
function refine(place: Place, [, datum = '', lat = '', lon = '']: RegExpExecArray): Place | undefined {
  if (lat === ' ' && lon === ' ') return place; // the datum alone
  const isDecimal = datum <= 'Z';
  if (isDecimal ? !/^\d\d$/.test(lat + lon) : lat === ' ' || lon === ' ') return undefined;
  // In hundredths of a minute, of which a plain place has a whole number.
  const more = (digit: string): number => (isDecimal ? Number(digit) / 10 : (base91(digit) * 1.1) / 100);
  const away = (degrees: number, digit: string): number =>
    rounded((Math.round(degrees * 6000) + (degrees < 0 ? -1 : 1) * more(digit)) / 6000, 7);
  const finer = {
    latitude: away(place.latitude, lat),
    longitude: away(place.longitude, lon),
    ambiguity: place.ambiguity,
  };
  return isOnEarth(finer) ? finer : undefined;
}
