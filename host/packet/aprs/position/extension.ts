import { KM_PER_MILE, KM_PER_NAUTICAL_MILE, KMH_PER_KNOT, M_PER_FOOT, rounded } from '../../units.js';
import { digitsAt, NONE, tripleAt } from '../numbers.js';
import type { AprsSymbol, Storm } from '../report.js';
import type { StationDraft } from './coordinates.js';

/**
 * PHG, RNG, DFS, course and speed with or without a bearing or a storm, or an area: at most one of them, after a plain
 * position (chapter 7). A compressed one has its own course and speed; PHG, RNG and DFS are sent after it, too.
 * @returns where it ends, `at` where there is none
 */
export function readExtension(text: string, at: number, symbol: AprsSymbol, station: StationDraft): number {
  const first = text.charAt(at);
  const read = NAMED[first];
  if (read) return read(text, at, station);
  if (station.form === 'compressed') return at;
  if (symbol.table === '\\' && symbol.code === 'l') {
    const end = readArea(text, at, station);
    if (end !== at) return end;
  }
  const end = readMotion(text, at, station);
  if (end === at) return at;
  if (symbol.table === '/' && symbol.code === '\\') return readBearing(text, end, station);
  return symbol.code === '@' ? readStorm(text, end, station) : end;
}

type Read = (text: string, at: number, station: StationDraft) => number;

/** Those that begin with their name, by its first letter. */
const NAMED: Readonly<Record<string, Read>> = { P: readAntenna, D: readSignal, R: readRange };

/** What a sticky pattern finds at a place. */
function found(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const MOTION_LENGTH = 7;

/** `088/036`: course and knots. */
function readMotion(text: string, at: number, station: StationDraft): number {
  if (text[at + 3] !== '/') return at;
  const course = tripleAt(text, at);
  const knots = tripleAt(text, at + 4);
  if (course === NONE || knots === NONE) return at;
  // 000 is unknown, 360 is north.
  if (course >= 1 && course <= 360) station.courseDeg = course;
  if (knots >= 0) station.speedKmh = rounded(knots * KMH_PER_KNOT);
  return at + MOTION_LENGTH;
}

const BEARING = /\/(\d{3})\/(\d)(\d)(\d)/y;

/** Blanks or dots for what is not known. */
const NO_BEARING = /\/[\d. ]{3}\/[\d. ]{3}/y;

/** `/270/729` after course and speed, only with the DF symbol `/\`: elsewhere a slash and digits are a comment. */
function readBearing(text: string, at: number, station: StationDraft): number {
  const match = found(BEARING, text, at);
  if (!match) return found(NO_BEARING, text, at) ? NO_BEARING.lastIndex : at;
  station.bearing = {
    bearingDeg: Number(match[1]),
    hits: Number(match[2]),
    rangeKm: rounded(2 ** Number(match[3]) * KM_PER_MILE),
    // Degrees of width: 0 useless, 9 below one degree.
    quality: Number(match[4]),
  };
  return BEARING.lastIndex;
}

const STORM = /\/(TD|TS|HC)\/(\d{3})\^(\d{3})\/(\d{4})>(\d{3})&(\d{3})(?:%(\d{3}))?/y;
const STORMS: Readonly<Record<string, Storm['storm']>> = {
  TD: 'tropical-depression',
  TS: 'tropical-storm',
  HC: 'hurricane',
};

/** `/HC/150^200/0980>090&030%040` after course and speed, with the symbol of a hurricane (chapter 12). */
function readStorm(text: string, at: number, station: StationDraft): number {
  const match = found(STORM, text, at);
  if (!match) return at;
  const [, kind = '', sustained, gust, pressure, hurricane, storm, gale] = match;
  const kmh = (knots?: string): number => rounded(Number(knots) * KMH_PER_KNOT);
  const km = (miles?: string): number => rounded(Number(miles) * KM_PER_NAUTICAL_MILE);
  station.storm = {
    storm: STORMS[kind] ?? 'tropical-storm',
    sustainedKmh: kmh(sustained),
    gustKmh: kmh(gust),
    pressureHpa: Number(pressure),
    hurricaneRadiusKm: km(hurricane),
    stormRadiusKm: km(storm),
    ...(gale !== undefined && { galeRadiusKm: km(gale) }),
  };
  return STORM.lastIndex;
}

function heightM(code: string): number {
  return rounded(10 * 2 ** (code.charCodeAt(0) - 48) * M_PER_FOOT);
}

/** An antenna that favors no direction. */
const OMNI = '0';

function direction(eighths: string): { directionDeg?: number } {
  return eighths === OMNI ? {} : { directionDeg: Number(eighths) * 45 };
}

const ANTENNA = /PHG(\d)([0-~])(\d)(\d)(?:([0-9A-Z])\/)?/y;

function readAntenna(text: string, at: number, station: StationDraft): number {
  const match = found(ANTENNA, text, at);
  if (!match) return at;
  const [, p, h = '', g, d = '', rate] = match;
  station.antenna = {
    powerW: Number(p) ** 2,
    heightM: heightM(h),
    gainDb: Number(g),
    ...direction(d),
    // APRS 1.1: a character for beacons per hour, then a slash; A is 10.
    ...(rate !== undefined && { beaconsPerHour: Number.parseInt(rate, 36) }),
  };
  return ANTENNA.lastIndex;
}

const SIGNAL = /DFS(\d)([0-~])(\d)(\d)/y;

function readSignal(text: string, at: number, station: StationDraft): number {
  const match = found(SIGNAL, text, at);
  if (!match) return at;
  const [, s, h = '', g, d = ''] = match;
  station.signal = { strengthS: Number(s), heightM: heightM(h), gainDb: Number(g), ...direction(d) };
  return SIGNAL.lastIndex;
}

const RANGE_LENGTH = 7;

function readRange(text: string, at: number, station: StationDraft): number {
  const miles = text.startsWith('RNG', at) ? digitsAt(text, at + 3, at + RANGE_LENGTH) : NONE;
  if (miles === NONE) return at;
  station.rangeKm = rounded(miles * KM_PER_MILE);
  return at + RANGE_LENGTH;
}

const SHAPES = ['circle', 'line', 'ellipse', 'triangle', 'box'] as const;
/** A line that falls to the left. */
const LEFT_LINE = 6;

const AREA = /(\d)(\d\d)([/1])(\d)(\d\d)(?:\{(\d{1,3})\})?/y;

/** Only with the area symbol `\l` (chapter 11). An offset is the square of its digits, in 1/1500 of a degree. */
function readArea(text: string, at: number, station: StationDraft): number {
  const match = found(AREA, text, at);
  if (!match) return at;
  const [, type, south, tens, color, east, corridor] = match;
  const kind = Number(type);
  station.area = {
    shape: SHAPES[kind % 5] ?? 'circle',
    filled: kind >= 5 && kind !== LEFT_LINE,
    color: (tens === '1' ? 10 : 0) + Number(color),
    southDeg: rounded(Number(south) ** 2 / 1500, 6),
    eastDeg: rounded(Number(east) ** 2 / 1500, 6) * (kind === LEFT_LINE ? -1 : 1),
    ...(corridor !== undefined && { corridorKm: rounded(Number(corridor) * KM_PER_MILE) }),
  };
  return AREA.lastIndex;
}
