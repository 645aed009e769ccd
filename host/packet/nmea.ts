import { KMH_PER_KNOT, rounded } from './units.js';

/** What a GPS sentence says of a place; what it does not say, or has no fix for, is left out. */
export interface NmeaFix {
  readonly latitude?: number;
  readonly longitude?: number;
  readonly altitudeM?: number;
  /** 360 is north. Left out when standing still: the receiver invents it then. */
  readonly courseDeg?: number;
  readonly speedKmh?: number;
  /** Of a waypoint. */
  readonly name?: string;
}

/** Why a line gives no position. */
export type NmeaError = 'bad-checksum' | 'no-fix' | 'bad-nmea' | 'unknown';

/** The fix in a line of a GPS receiver, or why there is none. */
export type NmeaResult =
  | { readonly ok: true; readonly fix: NmeaFix }
  | { readonly ok: false; readonly error: NmeaError };

/** Exclusive or of everything between `$` and `*`, two hexadecimal digits (NMEA 0183). */
export function nmeaChecksum(body: string): string {
  let sum = 0;
  for (const character of body) sum ^= character.charCodeAt(0);
  return (sum & 0xff).toString(16).toUpperCase().padStart(2, '0');
}

type Read = (fields: readonly string[]) => NmeaFix | undefined;

/** Fields by their place in the sentence; the first is the kind. Undefined means no fix. */
const SENTENCES: Readonly<Record<string, Read>> = {
  RMC: (f) => (f[2] === 'A' ? { ...place(f, 3), ...motion(f[8], f[7]) } : undefined),
  GGA: (f) => (Number(f[6]) > 0 ? { ...place(f, 2), ...altitude(f[9]) } : undefined),
  GLL: (f) => (f[6] === undefined || f[6] === '' || f[6] === 'A' ? place(f, 1) : undefined),
  VTG: (f) => motion(f[1], f[5]),
  WPL: (f) => ({ ...place(f, 1), name: f.slice(5).join() }), // a comma in a name looks like one more field
};

/** One sentence from `$` on, its checksum proven where there is one. Never throws. */
export function readSentence(text: string): NmeaResult {
  const [, body, sum] = /^\$([^*\r\n]*)(?:\*([0-9A-Fa-f]{2}))?\s*$/.exec(text) ?? [];
  if (body === undefined) return { ok: false, error: 'bad-nmea' };
  if (sum !== undefined && sum.toUpperCase() !== nmeaChecksum(body))
    return { ok: false, error: 'bad-checksum' };
  const fields = body.split(',').map((field) => field.trim());
  const read = SENTENCES[/^G[A-Z]([A-Z]{3})$/.exec(fields[0] ?? '')?.[1] ?? ''];
  if (!read) return { ok: false, error: 'unknown' };
  const fix = read(fields);
  if (!fix) return { ok: false, error: 'no-fix' };
  const isPlace = fields[0]?.endsWith('VTG') || fix.latitude !== undefined;
  return isPlace ? { ok: true, fix } : { ok: false, error: 'bad-nmea' };
}

/** Latitude, side, longitude, side, from field `at` on; nothing where they are no place on Earth. */
export function place(fields: readonly string[], at: number): Pick<NmeaFix, 'latitude' | 'longitude'> {
  const latitude = coordinate(fields[at], fields[at + 1], /^[NS]$/, 90);
  const longitude = coordinate(fields[at + 2], fields[at + 3], /^[EW]$/, 180);
  return latitude === undefined || longitude === undefined ? {} : { latitude, longitude };
}

function coordinate(value = '', side = '', sides: RegExp, limit: number): number | undefined {
  const [, whole, minutes] = /^(\d{1,3})(\d\d(?:\.\d*)?)$/.exec(value) ?? [];
  if (whole === undefined || !sides.test(side) || Number(minutes) >= 60) return undefined;
  const degrees = Number(whole) + Number(minutes) / 60;
  if (degrees > limit) return undefined;
  return rounded(/[SW]/.test(side) && degrees !== 0 ? -degrees : degrees, 6);
}

/** A course over ground in degrees and a speed in knots; what is no number is left out. */
export function motion(course = '', knots = ''): Pick<NmeaFix, 'courseDeg' | 'speedKmh'> {
  const courseDeg = number(course);
  const speed = number(knots);
  return {
    ...(courseDeg !== undefined && courseDeg <= 360 && { courseDeg: courseDeg === 0 ? 360 : courseDeg }),
    ...(speed !== undefined && { speedKmh: rounded(speed * KMH_PER_KNOT) }),
  };
}

/** Meters, negative below sea level. */
export function altitude(text = ''): Pick<NmeaFix, 'altitudeM'> {
  const altitudeM = /^-/.test(text) ? -(number(text.slice(1)) ?? Number.NaN) : number(text);
  return altitudeM === undefined || Number.isNaN(altitudeM) ? {} : { altitudeM };
}

function number(text: string): number | undefined {
  return /^\d+(\.\d*)?$/.test(text) ? Number(text) : undefined;
}
