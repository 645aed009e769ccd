import { humanText } from '../aprs/text.js';
import { altitude, motion, nmeaChecksum, place } from '../nmea.js';
import { M_PER_FOOT, rounded } from '../units.js';
import type { Waypoint } from './waypoint.js';

/** Why a sentence gives no waypoint. */
export type WaypointError = 'no-checksum' | 'bad-checksum' | 'bad-waypoint';

/** The waypoint in a sentence, or why there is none. */
export type WaypointResult =
  | { readonly ok: true; readonly waypoint: Waypoint }
  | { readonly ok: false; readonly error: WaypointError };

/** What a sentence says; without name or place it is no waypoint. */
type WaypointFields = Omit<Waypoint, 'latitude' | 'longitude'> &
  Partial<Pick<Waypoint, 'latitude' | 'longitude'>>;

/**
 * The three sentences, read from behind their tag. No radio escapes a comma in a name, so a name is what the fields
 * around it leave.
 */
const SENTENCES: readonly (readonly [tag: RegExp, read: (body: string) => WaypointFields | undefined])[] = [
  [/^[A-Z]{2}WPL,/, readNmea],
  [/^PMGNWPL,/, readMagellan],
  [/^PKWDWPL,/, readKenwood],
];

/** NMEA 0183: latitude, side, longitude, side, name. */
function readNmea(body: string): WaypointFields {
  const fields = body.split(',');
  return { form: 'nmea', ...place(fields, 0), name: fields.slice(4).join() };
}

/** Magellan's protocol 2.11: as NMEA, then altitude, its unit, name, comment, icon and, rarely, a type. */
function readMagellan(body: string): WaypointFields {
  const fields = body.split(',');
  return {
    form: 'magellan',
    ...place(fields, 0),
    ...height(fields[4], fields[5]),
    ...named(fields.slice(6)),
  };
}

/**
 * Kenwood, by captures and Dire Wolf's src/waypoint.c (SOURCES.md#waypoint-sentences): time, A or V, latitude, side,
 * longitude, side, knots, course, date, altitude, name, symbol. One capture with a right checksum lacks knots and
 * course. The symbol is two characters, and they may be `/,`. Time and date are those of the radio's clock, which may
 * not be set: not used.
 */
const KENWOOD =
  /^[\d.]*,[A-Z]?,([\d.]+),([NS]),([\d.]+),([EW]),(?:(?<knots>[\d.]*),(?<course>[\d.]*),)?\d{0,6},(?<height>-?[\d.]*),(?<name>.*?),(?:(?<table>[^,])(?<code>.))?$/s;

function readKenwood(body: string): WaypointFields | undefined {
  const match = KENWOOD.exec(body);
  if (!match?.groups) return undefined;
  const { knots, course, name = '', table, code = '' } = match.groups;
  return {
    form: 'kenwood',
    ...place(match.slice(1, 5), 0),
    ...altitude(match.groups.height),
    ...motion(course, knots),
    name,
    ...(table !== undefined && { symbol: { table, code: AS_DIRE_WOLF_WRITES[code] ?? code } }),
  };
}

/** Symbols whose code would end a field are changed by Dire Wolf; `|` and `~` are no symbols (APRS101, appendix 2). */
const AS_DIRE_WOLF_WRITES: Readonly<Record<string, string>> = { '|': ',', '~': '*' };

/** A program that knows no altitude writes 0 (GPSBabel does). */
function height(value = '', unit = ''): Pick<Waypoint, 'altitudeM'> {
  const { altitudeM } = altitude(value);
  if (!altitudeM) return {};
  return { altitudeM: unit === 'F' ? rounded(altitudeM * M_PER_FOOT) : altitudeM };
}

/** Name, comment, icon, type: the last three from the end, so that what is too much belongs to the name. */
function named(fields: readonly string[]): Pick<Waypoint, 'name' | 'comment' | 'icon'> {
  const rest = [...fields];
  if (rest.length > 3 && /^\d*$/.test(rest.at(-1) ?? '')) rest.pop();
  const icon = rest.length > 2 && /^[a-z]{0,2}$/.test(rest.at(-1) ?? '') ? rest.pop() : undefined;
  const comment = rest.length > 1 ? rest.pop() : undefined;
  return { name: rest.join(), ...(comment && { comment }), ...(icon && { icon }) };
}

/**
 * Reads a waypoint sentence from `$` on, one character a byte. Never throws.
 * @returns undefined where it is another sentence, or none
 */
export function readWaypoint(
  text: string,
  {
    unchecked = false,
  }: { /** Takes a sentence without a checksum too. */ readonly unchecked?: boolean } = {},
): WaypointResult | undefined {
  // The last star counts: one before it is a part of the name or the symbol.
  const [, whole = '', sum] = /^\$(.*?)(?:\*([0-9A-F]{2}))?[ \r\n]*$/is.exec(text) ?? [];
  for (const [tag, read] of SENTENCES) {
    if (!tag.test(whole)) continue;
    if (sum === undefined && !unchecked) return { ok: false, error: 'no-checksum' };
    if (sum !== undefined && sum.toUpperCase() !== nmeaChecksum(whole))
      return { ok: false, error: 'bad-checksum' };
    const waypoint = complete(read(whole.replace(tag, '')));
    return waypoint ? { ok: true, waypoint } : { ok: false, error: 'bad-waypoint' };
  }
  return undefined;
}

function complete(found: WaypointFields | undefined): Waypoint | undefined {
  if (found?.latitude === undefined || found.longitude === undefined) return undefined;
  const { latitude, longitude, comment } = found;
  const name = readableText(found.name);
  if (name === '') return undefined;
  return {
    ...found,
    latitude,
    longitude,
    name,
    ...(comment !== undefined && { comment: readableText(comment) }),
  };
}

/**
 * Names and comments for people, files and terminals: no control or format characters, separators of lines, lone
 * halves.
 */
function readableText(latin1: string): string {
  return humanText(latin1)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .trim();
}
