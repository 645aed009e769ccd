import { celsius, KMH_PER_MPH, M_PER_FOOT, MM_PER_INCH, rounded } from '../../units.js';
import { digitsAt, NONE, tripleAt, valueAt, valueEnd } from '../numbers.js';
import type { Draft, Weather } from '../report.js';
import { readWeatherUnit } from './weather-unit.js';

/** How a value is written after the letter of its field. */
interface Field {
  readonly key: Exclude<keyof Weather, 'software' | 'unit'>;
  /** Characters of the value, by the specification. */
  readonly width: number;
  /** Characters that some stations take for it, and its maximum then. */
  readonly widest?: number;
  readonly most?: number;
  /** A word may begin with the letter: all its characters must be there. */
  readonly strict?: true;
  of(value: number): number;
}

const inches = (hundredths: number): number => rounded((hundredths / 100) * MM_PER_INCH);
const tenths = (value: number): number => rounded(value / 10);
const same = (value: number): number => value;

/**
 * Fields by their letter (chapter 12; V, F and X: APRS 1.2, weather-new). The order is that of the chapter, but
 * stations mix it. `s` is wind speed before the gust and snow after it.
 */
const FIELDS: Readonly<Record<string, Field>> = {
  g: { key: 'gustKmh', width: 3, of: (mph) => rounded(mph * KMH_PER_MPH) },
  t: { key: 'temperatureC', width: 3, of: (degrees) => rounded(celsius(degrees)) },
  r: { key: 'rainHourMm', width: 3, of: inches },
  p: { key: 'rainDayMm', width: 3, of: inches },
  P: { key: 'rainSinceMidnightMm', width: 3, of: inches },
  s: { key: 'snowDayMm', width: 3, of: (depth) => rounded(depth * MM_PER_INCH) },
  // Two digits, 00 is 100 %; many stations send 100, or three dots.
  h: { key: 'humidityPercent', width: 2, widest: 3, most: 100, of: (percent) => percent || 100 },
  b: { key: 'pressureHpa', width: 5, of: tenths },
  L: { key: 'luminosityWm2', width: 3, of: same },
  l: { key: 'luminosityWm2', width: 3, of: (watts) => 1000 + watts },
  '#': { key: 'rainCounter', width: 3, of: same },
  V: { key: 'batteryV', width: 3, strict: true, of: tenths },
  F: { key: 'waterLevelM', width: 4, strict: true, of: (feet) => rounded((feet / 10) * M_PER_FOOT) },
  // Two digits and a power of ten.
  X: {
    key: 'radiationNsvH',
    width: 3,
    strict: true,
    of: (code) => Math.floor(code / 10) * 10 ** (code % 10),
  },
};

/**
 * Wind as `220/004` after a plain position, as `c220s004` without a position, then fields; dots or blanks for what is
 * not measured.
 * @returns where the weather ends and the letters of software and station, or a comment, begin; `start` where there is
 * none
 */
export function readWeather(text: string, start: number, weather: Draft<Weather>): number {
  let end = readWind(text, start, weather);
  for (;;) {
    const next = readField(text, end, weather);
    if (next === end) {
      readWeatherUnit(text, end, weather);
      return end;
    }
    end = next;
  }
}

const WIND_LENGTH = { slash: 7, letters: 8 } as const;

function readWind(text: string, start: number, weather: Draft<Weather>): number {
  const isLetters = text[start] === 'c' && text[start + 4] === 's';
  if (!isLetters && text[start + 3] !== '/') return start;
  const from = tripleAt(text, isLetters ? start + 1 : start);
  const mph = tripleAt(text, isLetters ? start + 5 : start + 4);
  if (from === NONE || mph === NONE) return start;
  if (!Number.isNaN(from)) weather.windFromDeg = from;
  if (!Number.isNaN(mph)) weather.windKmh = rounded(mph * KMH_PER_MPH);
  return start + (isLetters ? WIND_LENGTH.letters : WIND_LENGTH.slash);
}

/** @returns where the field ends, `at` where there is none */
function readField(text: string, at: number, weather: Draft<Weather>): number {
  const field = FIELDS[text.charAt(at)];
  if (!field) return at;
  const from = at + 1;
  let end = valueEnd(text, from, field.widest ?? field.width);
  if (end === from || (end < from + field.width && !endsShort(text, end, field))) return at;
  let value = valueAt(text, from, end);
  if (field.most !== undefined && end > from + field.width && !isThreeWide(text, from, value, field.most)) {
    end = from + field.width;
    value = valueAt(text, from, end);
  }
  if (!Number.isNaN(value)) weather[field.key] = field.of(value);
  return end;
}

/** `100`, or three dots; what follows `96` in `96.Dvs` is no part of it. */
function isThreeWide(text: string, from: number, value: number, most: number): boolean {
  return Number.isNaN(value) || (value <= most && digitsAt(text, from, from + 3) !== NONE);
}

/** A value with digits left out is one only where nothing or another field follows: `P0h50`. */
function endsShort(text: string, end: number, field: Field): boolean {
  return field.strict === undefined && (end === text.length || FIELDS[text.charAt(end)] !== undefined);
}
