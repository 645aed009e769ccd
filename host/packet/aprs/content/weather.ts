import { celsius, KMH_PER_MPH, MM_PER_INCH, rounded } from '../../units.js';
import type { Weather } from '../report.js';

/** Weather and what stands after it: the letters of software and station, or a comment. */
export interface ReadWeather {
  readonly weather: Weather;
  readonly rest: string;
}

type Read = (digits: string) => Weather;

const hundredths = (digits: string): number => rounded((Number(digits) / 100) * MM_PER_INCH);

/**
 * Fields by their letter; digits, dots or blanks for what is not measured (chapter 12). The order is that of the
 * chapter, but stations mix it. `s` is wind speed before the gust and snow after it.
 */
const FIELDS: readonly (readonly [form: RegExp, read: Read])[] = [
  [/^g([\d. ]{3})/, (d) => ({ gustKmh: rounded(Number(d) * KMH_PER_MPH) })],
  [/^t(-\d\d|-\d|[\d. -]{3})/, (d) => ({ temperatureC: rounded(celsius(Number(d))) })],
  [/^r([\d. ]{3})/, (d) => ({ rainHourMm: hundredths(d) })],
  [/^p([\d. ]{3})/, (d) => ({ rainDayMm: hundredths(d) })],
  [/^P([\d. ]{3})/, (d) => ({ rainSinceMidnightMm: hundredths(d) })],
  [/^s([\d. ]{3})/, (d) => ({ snowDayMm: rounded(Number(d) * MM_PER_INCH) })],
  [/^h([\d. ]{2})/, (d) => ({ humidityPercent: Number(d) || 100 })],
  [/^b([\d. ]{5})/, (d) => ({ pressureHpa: rounded(Number(d) / 10) })],
  [/^L([\d. ]{3})/, (d) => ({ luminosityWm2: Number(d) })],
  [/^l([\d. ]{3})/, (d) => ({ luminosityWm2: 1000 + Number(d) })],
  [/^#([\d. ]{3})/, (d) => ({ rainCounter: Number(d) })],
];

/** Digits, with a sign or a decimal point; nothing of it means not measured. */
function isNumber(digits: string): boolean {
  return /^ *-?(\d+\.?\d*|\.\d+) *$/.test(digits);
}

/** Wind as `220/004` after a plain position, as `c220s004` without a position, or before (compressed, chapter 12). */
export function readWeather(text: string, wind: Weather = {}): ReadWeather {
  const match = /^(?:([\d. ]{3})\/([\d. ]{3})|c([\d. ]{3})s([\d. ]{3}))/.exec(text);
  const [all = '', slashFrom, slashMph, from = slashFrom ?? '', mph = slashMph ?? ''] = match ?? [];
  let weather: Weather = {
    ...wind,
    ...(isNumber(from) && { windFromDeg: Number(from) }),
    ...(isNumber(mph) && { windKmh: rounded(Number(mph) * KMH_PER_MPH) }),
  };
  let rest = text.slice(all.length);
  for (;;) {
    const [found, field] = nextField(rest);
    if (!field) return { weather, rest };
    weather = { ...weather, ...field };
    rest = rest.slice(found);
  }
}

function nextField(text: string): [length: number, field: Weather | undefined] {
  for (const [form, read] of FIELDS) {
    const [all = '', digits = ''] = form.exec(text) ?? [];
    if (all !== '') return [all.length, isNumber(digits) ? read(digits) : {}];
  }
  return [0, undefined];
}
