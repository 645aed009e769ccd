import { inspect } from 'node:util';
import { OnairError } from '../../error.js';

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
  /** At most {@link MAX_COMMENT_LENGTH} printable ASCII characters without `|` and `~`. */
  readonly comment?: string;
  /** Whether the station can receive APRS messages; false when left out. */
  readonly messaging?: boolean;
}

/** Characters that may follow a position without timestamp (APRS101 chapter 8). */
export const MAX_COMMENT_LENGTH = 43;

/**
 * The information text of a position report without timestamp, uncompressed (APRS101 chapter 8): `!` or, with
 * messaging, `=`, then `DDMM.hhN`, table, `DDDMM.hhW`, code and comment. Resolution is a hundredth of a
 * minute (18.5 m of latitude). Throws `bad-value` with the name of the field that does not fit.
 */
export function encodePosition(position: Position): string {
  const { latitude, longitude, symbolTable, symbolCode, comment = '', messaging = false } = position;
  check(Math.abs(latitude) <= 90, 'latitude', latitude, 'decimal degrees from -90 to 90, south negative');
  check(
    Math.abs(longitude) <= 180,
    'longitude',
    longitude,
    'decimal degrees from -180 to 180, west negative',
  );
  check(/^[/\\0-9A-Z]$/.test(symbolTable), 'symbol table', symbolTable, '/ or \\, or an overlay 0-9 A-Z');
  // | and ~ switch channels in old TNCs (APRS101 chapter 5).
  check(
    /^[!-{}]$/.test(symbolCode),
    'symbol code',
    symbolCode,
    'one printable character but | and ~: > is a car',
  );
  check(comment.length <= MAX_COMMENT_LENGTH, 'comment', comment, `at most ${MAX_COMMENT_LENGTH} characters`);
  check(/^[ -{}]*$/.test(comment), 'comment', comment, 'printable ASCII without | and ~');
  const north = degreesMinutes(latitude, 2, 'N', 'S');
  const east = degreesMinutes(longitude, 3, 'E', 'W');
  return `${messaging ? '=' : '!'}${north}${symbolTable}${east}${symbolCode}${comment}`;
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

function check(fits: boolean, field: string, value: string | number, hint: string): void {
  if (fits) return;
  throw new OnairError('bad-value', { message: `${field} ${inspect(value)} does not fit`, hint });
}
