import { KMH_PER_KNOT, M_PER_FOOT } from '../../units.js';
import { check, checkText } from '../check.js';
import { writeTime } from '../content/time.js';
import { toBase91 } from '../text.js';

/** Where a station is and how it shows on a map. */
export interface Position {
  /** Decimal degrees, north positive, -90 to 90. */
  readonly latitude: number;
  /** Decimal degrees, east positive, -180 to 180. */
  readonly longitude: number;
  /** `/` primary, `\` alternate, or an overlay 0-9 A-Z on the alternate table (APRS101 chapter 20). */
  readonly symbolTable: string;
  /** One printable character: `>` is a car, `-` a house. */
  readonly symbolCode: string;
  /** Printable ASCII characters without `|` and `~`, {@link MAX_COMMENT_LENGTH} with course, speed and altitude. */
  readonly comment?: string;
  /** Whether the station can receive APRS messages; false when left out. */
  readonly messaging?: boolean;
  /** Course over ground, 0 to 360 degrees, and speed. Sent when both are given. */
  readonly courseDeg?: number;
  readonly speedKmh?: number;
  readonly altitudeM?: number;
  /** Sent as day, hour and minute in UTC. */
  readonly time?: Date;
  /** 13 characters in place of 19, and 0.3 m in place of 18 m (chapter 9). */
  readonly compressed?: boolean;
}

/** Characters that may follow a position without timestamp (APRS101 chapter 8); 40 where it is compressed. */
export const MAX_COMMENT_LENGTH = 43;

/**
 * The information text of a position report (APRS101 chapters 8 and 9): `!` or, with messaging, `=`, with a time `/` or
 * `@`; then place and symbol, course and speed, altitude and comment. A plain position has a resolution of a hundredth
 * of a minute (18.5 m of latitude). Throws `bad-value` with the name of the field that does not fit.
 */
export function encodePosition(position: Position): string {
  const { messaging = false, time } = position;
  const identifier = time ? (messaging ? '@' : '/') : messaging ? '=' : '!';
  return `${identifier}${time ? writeTime(time) : ''}${encodePlace(position)}`;
}

/** What positions and objects share: from the latitude to the end of the comment. @throws OnairError bad-value */
export function encodePlace(position: Position): string {
  const { latitude, longitude, symbolTable, symbolCode, comment = '', compressed = false } = position;
  check(Math.abs(latitude) <= 90, 'latitude', latitude, 'decimal degrees from -90 to 90, south negative');
  check(
    Math.abs(longitude) <= 180,
    'longitude',
    longitude,
    'decimal degrees from -180 to 180, west negative',
  );
  check(/^[/\\0-9A-Z]$/.test(symbolTable), 'symbol table', symbolTable, '/ or \\, or an overlay 0-9 A-Z');
  check(
    /^[!-{}]$/.test(symbolCode),
    'symbol code',
    symbolCode,
    'one printable character but | and ~: > is a car',
  );
  const motion = motionOf(position);
  const altitude = writeAltitude(position.altitudeM);
  const extension = motion && !compressed ? `${digits(motion.courseDeg)}/${digits(motion.knots)}` : '';
  checkText(
    'comment',
    comment,
    MAX_COMMENT_LENGTH - (compressed ? 3 : 0) - extension.length - altitude.length,
  );
  const place = compressed
    ? compress(position, motion)
    : `${degreesMinutes(latitude, 2, 'N', 'S')}${symbolTable}${degreesMinutes(longitude, 3, 'E', 'W')}${symbolCode}`;
  return `${place}${extension}${altitude}${comment}`;
}

interface Knots {
  readonly courseDeg: number;
  readonly knots: number;
}

const MAX_KNOTS = 999;

/** Course 1 to 360, for 000 is unknown (chapter 7). */
function motionOf({ courseDeg, speedKmh }: Position): Knots | undefined {
  if (courseDeg === undefined || speedKmh === undefined) return undefined;
  check(courseDeg >= 0 && courseDeg <= 360, 'course', courseDeg, 'degrees from 0 to 360');
  const knots = speedKmh / KMH_PER_KNOT;
  check(knots >= 0 && knots <= MAX_KNOTS, 'speed', speedKmh, 'at most 1850 km/h');
  return { courseDeg: Math.round(courseDeg) || 360, knots };
}

function digits(value: number): string {
  return String(Math.round(value)).padStart(3, '0');
}

const MAX_FEET = 999_999;
const MIN_FEET = -99_999;

/** `/A=001234`, feet. */
function writeAltitude(altitudeM: number | undefined): string {
  if (altitudeM === undefined) return '';
  const feet = Math.round(altitudeM / M_PER_FOOT);
  check(feet >= MIN_FEET && feet <= MAX_FEET, 'altitude', altitudeM, 'meters above the sea, at most 304,799');
  return `/A=${feet < 0 ? '-' : ''}${String(Math.abs(feet)).padStart(feet < 0 ? 5 : 6, '0')}`;
}

/** Current fix, other source, made by software (chapter 9). */
const COMPRESSION_TYPE = 0x20 + 0x02;

function compress(
  { latitude, longitude, symbolTable, symbolCode }: Position,
  motion: Knots | undefined,
): string {
  // A digit would look like a plain position.
  const table = /\d/.test(symbolTable) ? String.fromCharCode(97 + Number(symbolTable)) : symbolTable;
  const north = toBase91(Math.round(380926 * (90 - latitude)), 4);
  const east = toBase91(Math.round(190463 * (180 + longitude)), 4);
  const type = toBase91(COMPRESSION_TYPE, 1);
  const cs = motion
    ? toBase91(Math.round(motion.courseDeg / 4) % 90, 1) +
      toBase91(Math.round(Math.log(motion.knots + 1) / Math.log(1.08)), 1) // 999 knots are its last number, 90
    : ' s';
  return `${table}${north}${east}${symbolCode}${cs}${motion ? type : 'T'}`;
}

function degreesMinutes(degrees: number, digits: number, positive: string, negative: string): string {
  // Rounded once, in the smallest unit, so that 59.999 minutes carry into the degrees.
  const hundredths = Math.round(Math.abs(degrees) * 6000);
  const whole = Math.floor(hundredths / 6000);
  const minutes = ((hundredths % 6000) / 100).toFixed(2);
  // What rounds to zero has no side: 0 and -0 read N and E.
  const side = degrees < 0 && hundredths > 0 ? negative : positive;
  return `${String(whole).padStart(digits, '0')}${minutes.padStart(5, '0')}${side}`;
}
