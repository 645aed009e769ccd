import { KM_PER_MILE, KMH_PER_KNOT, M_PER_FOOT, rounded } from '../../units.js';
import type { AprsSymbol, Motion, Place } from '../report.js';
import { base91 } from '../text.js';

/** Where and what, before anything else that a packet says of a station. */
export interface Fix extends Motion {
  readonly form: 'plain' | 'compressed';
  readonly place: Place;
  readonly symbol: AprsSymbol;
  readonly altitudeM?: number;
  readonly rangeKm?: number;
  /** Characters that were read. */
  readonly length: number;
}

const PLAIN =
  /^(\d\d)([0-7 ][\d ]\.[\d ]{2})([NnSs])([/\\0-9A-Z])(\d{3})([0-7 ][\d ]\.[\d ]{2})([EeWw])([!-}])/;

/** Table (numbers as a-j, for a digit would look like a plain position), two times four digits, code, two, type. */
const COMPRESSED = /^([/\\A-Za-j])([!-{]{4})([!-{]{4})([!-}])([ -{])([ -{])([ -{])/;

/** A plain or a compressed position with its symbol at the head of `text` (chapters 8 and 9). */
export function readFix(text: string): Fix | undefined {
  return /^\d/.test(text) ? readPlain(text) : readCompressed(text);
}

/** `4903.50N/07201.75W-`. Blanks for digits are ambiguity: the middle of what they leave open is taken. */
function readPlain(text: string): Fix | undefined {
  const match = PLAIN.exec(text);
  if (!match) return undefined;
  const [
    all,
    latDegrees = '',
    latMinutes = '',
    ns = '',
    table = '',
    lonDegrees = '',
    lonMinutes = '',
    ew = '',
    code = '',
  ] = match;
  const ambiguity = (latMinutes.match(/ /g) ?? []).length;
  const latitude = degrees(latDegrees, latMinutes, ambiguity);
  const longitude = degrees(lonDegrees, lonMinutes, ambiguity);
  if (latitude === undefined || longitude === undefined) return undefined;
  const place = {
    latitude: signed(latitude, /s/i.test(ns)),
    longitude: signed(longitude, /w/i.test(ew)),
    ambiguity,
  };
  if (!isOnEarth(place)) return undefined;
  return {
    form: 'plain',
    place,
    symbol: { table, code },
    length: all.length,
  };
}

/** What half of the open range is, in minutes, by the number of blanks. */
const HALF_RANGE = [0, 0.05, 0.5, 5, 30] as const;

/** Degrees and minutes whose last `blanks` digits are left open, in the longitude also where it has no blanks itself. */
export function degrees(whole: string, minutes: string, blanks: number): number | undefined {
  const digits = [...minutes.replace('.', '')];
  const known = digits.slice(0, 4 - blanks);
  const half = HALF_RANGE[blanks];
  if (half === undefined || known.some((digit) => digit === ' ')) return undefined;
  const value = Number([...known, '0000'].join('').slice(0, 4)) / 100 + half;
  return value < 60 ? Number(whole) + value / 60 : undefined;
}

/** Nothing else is a place: maps and their files take no other. */
export function isOnEarth({ latitude, longitude }: Place): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

export function signed(degrees: number, isNegative: boolean): number {
  const value = rounded(degrees, 6);
  return isNegative && value !== 0 ? -value : value;
}

/** `/5L!!<*e7>7P[`: 0.3 m of latitude in 13 characters, with course and speed, range or altitude (chapter 9). */
function readCompressed(text: string): Fix | undefined {
  const match = COMPRESSED.exec(text);
  if (!match) return undefined;
  const [all, table = '', latitude = '', longitude = '', code = '', c = '', s = '', type = ''] = match;
  const place = {
    latitude: rounded(90 - base91(latitude) / 380926, 6),
    longitude: rounded(-180 + base91(longitude) / 190463, 6),
    ambiguity: 0,
  };
  // Four digits reach a little farther than a pole and the 180th meridian.
  if (!isOnEarth(place)) return undefined;
  return {
    form: 'compressed',
    place,
    symbol: { table: /[a-j]/.test(table) ? String(table.charCodeAt(0) - 97) : table, code },
    length: all.length,
    ...readCs(c, s, type),
  };
}

/** NMEA source GGA in bits 3 and 4 of the compression type says that the two characters are an altitude. */
const SOURCE_BITS = 0x18;
const SOURCE_GGA = 0x10;

function readCs(
  c: string,
  s: string,
  type: string,
): Pick<Fix, 'courseDeg' | 'speedKmh' | 'altitudeM' | 'rangeKm'> {
  if (c === ' ') return {};
  if ((base91(type) & SOURCE_BITS) === SOURCE_GGA) {
    return { altitudeM: rounded(1.002 ** base91(c + s) * M_PER_FOOT) };
  }
  if (c === '{') return { rangeKm: rounded(2 * 1.08 ** base91(s) * KM_PER_MILE) };
  // 0 is north here, 360 elsewhere in APRS.
  return { courseDeg: base91(c) * 4 || 360, speedKmh: rounded((1.08 ** base91(s) - 1) * KMH_PER_KNOT) };
}
