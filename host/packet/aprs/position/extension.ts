import { KM_PER_MILE, KMH_PER_KNOT, M_PER_FOOT, rounded } from '../../units.js';
import type { AprsSymbol, Extension } from '../report.js';

/** What the seven characters after a plain position say, and what is left of the text. */
export interface ReadExtension {
  readonly extension: Extension;
  readonly rest: string;
}

/** An antenna that favors no direction. */
const OMNI = 0;

/** PHG, RNG, DFS, course and speed with or without a bearing, or an area: at most one of them (chapter 7). */
export function readExtension(text: string, symbol: AprsSymbol): ReadExtension {
  for (const [form, read] of EXTENSIONS) {
    const match = form.exec(text);
    const extension = match && read(match, symbol);
    if (match && extension) return { extension, rest: text.slice(match[0].length) };
  }
  return { extension: {}, rest: text };
}

type Read = (match: RegExpExecArray, symbol: AprsSymbol) => Extension | undefined;

const EXTENSIONS: readonly (readonly [form: RegExp, read: Read])[] = [
  [/^(\d)(\d\d)([/1])(\d)(\d\d)/, readArea],
  [/^([\d. ]{3})\/([\d. ]{3})\/(\d{3})\/(\d)(\d)(\d)/, readBearing],
  [/^([\d. ]{3})\/([\d. ]{3})/, readMotion],
  [/^PHG(\d)([0-~])(\d)(\d)(?:([0-9A-Z])\/)?/, readAntenna],
  [/^DFS(\d)([0-~])(\d)(\d)/, readSignal],
  [/^RNG(\d{4})/, ([, miles]) => ({ rangeKm: rounded(Number(miles) * KM_PER_MILE) })],
];

function readMotion([, course = '', knots = '']: RegExpExecArray): Extension {
  const courseDeg = Number(course);
  return {
    // 000 is unknown, 360 is north.
    ...(/^\d{3}$/.test(course) && courseDeg >= 1 && courseDeg <= 360 && { courseDeg }),
    ...(/^\d{3}$/.test(knots) && { speedKmh: rounded(Number(knots) * KMH_PER_KNOT) }),
  };
}

/** Only with the DF symbol `/\`: elsewhere a slash and digits are a comment. */
function readBearing(match: RegExpExecArray, { table, code }: AprsSymbol): Extension | undefined {
  if (table !== '/' || code !== '\\') return undefined;
  const [, , , bearing, hits, range, quality] = match;
  return {
    ...readMotion(match),
    bearing: {
      bearingDeg: Number(bearing),
      hits: Number(hits),
      rangeKm: rounded(2 ** Number(range) * KM_PER_MILE),
      // Degrees of width: 0 useless, 9 below one degree.
      quality: Number(quality),
    },
  };
}

function heightM(code: string): number {
  return rounded(10 * 2 ** (code.charCodeAt(0) - 48) * M_PER_FOOT);
}

function direction(code: string): { directionDeg?: number } {
  const eighths = Number(code);
  return eighths === OMNI ? {} : { directionDeg: eighths * 45 };
}

function readAntenna([, p, h = '', g, d = '', rate]: RegExpExecArray): Extension {
  return {
    antenna: {
      powerW: Number(p) ** 2,
      heightM: heightM(h),
      gainDb: Number(g),
      ...direction(d),
      // APRS 1.1: a character for beacons per hour, then a slash; A is 10.
      ...(rate !== undefined && { beaconsPerHour: Number.parseInt(rate, 36) }),
    },
  };
}

function readSignal([, s, h = '', g, d = '']: RegExpExecArray): Extension {
  return { signal: { strengthS: Number(s), heightM: heightM(h), gainDb: Number(g), ...direction(d) } };
}

const SHAPES = ['circle', 'line', 'ellipse', 'triangle', 'box'] as const;
/** A line that falls to the left. */
const LEFT_LINE = 6;

/** Only with the area symbol `\l` (chapter 11). An offset is the square of its digits, in 1/1500 of a degree. */
function readArea(
  [, type, south, tens, color, east]: RegExpExecArray,
  symbol: AprsSymbol,
): Extension | undefined {
  if (symbol.table !== '\\' || symbol.code !== 'l') return undefined;
  const kind = Number(type);
  return {
    area: {
      shape: SHAPES[kind % 5] ?? 'circle',
      filled: kind >= 5 && kind !== LEFT_LINE,
      color: (tens === '1' ? 10 : 0) + Number(color),
      southDeg: rounded(Number(south) ** 2 / 1500, 6),
      eastDeg: rounded(Number(east) ** 2 / 1500, 6) * (kind === LEFT_LINE ? -1 : 1),
    },
  };
}
