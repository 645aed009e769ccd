import { KM_PER_MILE, KMH_PER_KNOT, M_PER_FOOT, rounded } from '../../units.js';
import { digitAt, digitsAt, NONE } from '../numbers.js';
import type { AprsSymbol, Draft, Place, Station } from '../report.js';

/** A station while it is read. */
export type StationDraft = Partial<Draft<Station>>;

/** What a reader of a place answers where there is none. */
export const NO_PLACE = -1;

/**
 * A plain or a compressed position with its symbol at `at` (chapters 8 and 9): where and what, into `station`.
 * @returns where it ends, or NO_PLACE
 */
export function readFix(text: string, at: number, station: StationDraft): number {
  return digitAt(text, at) === NONE ? readCompressed(text, at, station) : readPlain(text, at, station);
}

/** Length of `4903.50N/07201.75W-`, and where its parts begin. */
const PLAIN = { northSouth: 7, table: 8, longitude: 9, eastWest: 17, code: 18, length: 19 } as const;

/** Blanks for digits are ambiguity: the middle of what they leave open is taken. */
function readPlain(text: string, at: number, station: StationDraft): number {
  const [northSouth, eastWest] = [text[at + PLAIN.northSouth], text[at + PLAIN.eastWest]];
  const south = northSouth === 'S' || northSouth === 's';
  const west = eastWest === 'W' || eastWest === 'w';
  if (!south && northSouth !== 'N' && northSouth !== 'n') return NO_PLACE;
  if (!west && eastWest !== 'E' && eastWest !== 'e') return NO_PLACE;
  const symbol = readSymbol(text[at + PLAIN.table] ?? '', text[at + PLAIN.code] ?? '');
  if (!symbol) return NO_PLACE;
  const ambiguity = blanksOf(text, at + 2);
  const latitude = readAngle(text, at, 2, ambiguity);
  const longitude = readAngle(text, at + PLAIN.longitude, 3, ambiguity);
  if (!(latitude <= 90 && longitude <= 180)) return NO_PLACE;
  station.form = 'plain';
  station.place = { latitude: signed(latitude, south), longitude: signed(longitude, west), ambiguity };
  station.symbol = symbol;
  return at + PLAIN.length;
}

/** `/` or `\` or an overlay, and a printable code. */
export function readSymbol(table: string, code: string): AprsSymbol | undefined {
  const isTable =
    table === '/' || table === '\\' || (table >= '0' && table <= '9') || (table >= 'A' && table <= 'Z');
  return isTable && code >= '!' && code <= '}' ? { table, code } : undefined;
}

/** Blanks among the four digits of the minutes, `03.50`. */
function blanksOf(text: string, at: number): number {
  let blanks = 0;
  for (let index = 0; index < 5; index++) if (text.charCodeAt(at + index) === 32) blanks++;
  return blanks;
}

const DOT = 46;

/** `4903.50` or `07201.75`: degrees; NaN where it is none, or where other digits are open than the last `blanks`. */
function readAngle(text: string, at: number, width: number, blanks: number): number {
  const whole = digitsAt(text, at, at + width);
  if (whole === NONE || text.charCodeAt(at + width + 2) !== DOT) return Number.NaN;
  let hundredths = 0;
  for (let index = 0; index < 4; index++) {
    const place = at + width + (index < 2 ? index : index + 1);
    const digit = digitAt(text, place);
    if (digit === NONE && (index < 4 - blanks || text.charCodeAt(place) !== 32)) return Number.NaN;
    hundredths = hundredths * 10 + (digit === NONE ? 0 : digit);
  }
  return toDegrees(whole, hundredths, blanks);
}

/** By the number of blanks: what is left open, and the half of it, in hundredths of a minute. */
const OPEN = [1, 10, 100, 1000, 10_000] as const;
const HALF = [0, 5, 50, 500, 3000] as const;

/**
 * Degrees from whole ones and hundredths of a minute whose last `blanks` digits are left open, in the longitude also
 * where it has no blanks itself. NaN where there are 60 minutes or more.
 */
export function toDegrees(whole: number, hundredths: number, blanks: number): number {
  const open = OPEN[blanks];
  if (open === undefined) return Number.NaN;
  const minutes = hundredths - (hundredths % open) + (HALF[blanks] ?? 0);
  return minutes < 6000 ? whole + minutes / 6000 : Number.NaN;
}

/** Nothing else is a place: maps and their files take no other. */
export function isOnEarth({ latitude, longitude }: Place): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** Degrees with their sign, to 6 decimals; south and west are negative, and zero has no sign. */
export function signed(degrees: number, isNegative: boolean): number {
  const value = rounded(degrees, 6);
  return isNegative && value !== 0 ? -value : value;
}

/** Table (numbers as a-j, for a digit would look like a plain position), two times four digits, code, two, type. */
const COMPRESSED = /[/\\A-Za-j][!-{]{8}[!-}][ -{]{3}/y;
const COMPRESSED_LENGTH = 13;
const CS = 10;

/** A weather station by its symbol. */
export const WEATHER_CODE = '_';

/** `/5L!!<*e7>7P[`: 0.3 m of latitude in 13 characters, with course and speed, range or altitude (chapter 9). */
function readCompressed(text: string, at: number, station: StationDraft): number {
  COMPRESSED.lastIndex = at;
  if (!COMPRESSED.test(text)) return NO_PLACE;
  const place = {
    latitude: rounded(90 - base91At(text, at + 1) / 380926, 6),
    longitude: rounded(-180 + base91At(text, at + 5) / 190463, 6),
    ambiguity: 0,
  };
  // Four digits reach a little farther than a pole and the 180th meridian.
  if (!isOnEarth(place)) return NO_PLACE;
  const table = text.charAt(at);
  station.form = 'compressed';
  station.place = place;
  station.symbol = {
    table: table >= 'a' ? String(table.charCodeAt(0) - 97) : table,
    code: text.charAt(at + 9),
  };
  readCs(text, at + CS, station, station.symbol.code === WEATHER_CODE);
  return at + COMPRESSED_LENGTH;
}

/** Value of a base 91 digit, `!` to `{`; a blank is none and is negative. */
function digit91(text: string, at: number): number {
  return text.charCodeAt(at) - 33;
}

function base91At(text: string, at: number): number {
  return (
    ((digit91(text, at) * 91 + digit91(text, at + 1)) * 91 + digit91(text, at + 2)) * 91 +
    digit91(text, at + 3)
  );
}

/** NMEA source GGA in bits 3 and 4 of the compression type says that the two characters are an altitude. */
const SOURCE_BITS = 0x18;
const SOURCE_GGA = 0x10;
/** `{` in place of a course says that a range follows. */
const RANGE = 90;

/** Course and speed of a weather station are the wind (chapter 12). */
function readCs(text: string, at: number, station: StationDraft, isWeather: boolean): void {
  const [c, s, type] = [digit91(text, at), digit91(text, at + 1), digit91(text, at + 2)];
  if (c < 0 || s < 0) return;
  if (type >= 0 && (type & SOURCE_BITS) === SOURCE_GGA) {
    station.altitudeM = rounded(1.002 ** (c * 91 + s) * M_PER_FOOT);
  } else if (c === RANGE) {
    station.rangeKm = rounded(2 * 1.08 ** s * KM_PER_MILE);
  } else {
    // 0 is north here, 360 elsewhere in APRS.
    const courseDeg = c * 4 || 360;
    const speedKmh = rounded((1.08 ** s - 1) * KMH_PER_KNOT);
    if (isWeather) {
      station.weather = { windFromDeg: courseDeg, windKmh: speedKmh };
    } else {
      station.courseDeg = courseDeg;
      station.speedKmh = speedKmh;
    }
  }
}
