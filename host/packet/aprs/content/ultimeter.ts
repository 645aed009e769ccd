import { celsius, KMH_PER_MPH, MM_PER_INCH, rounded } from '../../units.js';
import type { AprsReport, Draft, Weather } from '../report.js';
import { unreadable } from '../unreadable.js';

/**
 * The columns of a Peet Bros Ultimeter by place: four hexadecimal digits, signed, `----` for none (chapter 12).
 * `$ULTW` is its packet mode, `!!` its data logging mode.
 */
const COLUMNS = {
  $ULTW: 'gust wind-from temperature rain pressure - - - humidity - - rain-today wind',
  '!!': 'wind wind-from temperature rain pressure - humidity - - - rain-today wind-average',
} as const;

const READ: Readonly<Record<string, (value: number) => Weather>> = {
  gust: (value) => ({ gustKmh: rounded(value / 10) }),
  wind: (value) => ({ windKmh: rounded(value / 10) }),
  'wind-average': (value) => ({ windKmh: rounded(value / 10) }),
  'wind-from': (value) => ({ windFromDeg: Math.round(((value & 0xff) * 360) / 255) }),
  temperature: (value) => ({ temperatureC: rounded(celsius(value / 10)) }),
  // A station without a barometer sends 0.
  pressure: (value) => (value > 0 ? { pressureHpa: rounded(value / 10) } : {}),
  humidity: (value) => ({ humidityPercent: Math.round(value / 10) }),
  'rain-today': (value) => ({ rainSinceMidnightMm: rounded((value / 100) * MM_PER_INCH) }),
};

/** `$ULTW` or `!!` and its columns. */
export function readUltimeter(head: keyof typeof COLUMNS, info: string): AprsReport {
  const weather: Draft<Weather> = {};
  const columns = COLUMNS[head].split(' ');
  for (const [index, cell] of (info.slice(head.length).match(/[0-9A-Fa-f]{4}|----/g) ?? []).entries()) {
    const read = READ[columns[index] ?? ''];
    if (read && cell !== '----') Object.assign(weather, read((Number.parseInt(cell, 16) << 16) >> 16));
  }
  return Object.keys(weather).length > 0
    ? { kind: 'weather', weather, comment: '' }
    : unreadable('bad-weather', info);
}

const U_II = /^([#*])([0-9A-F])([0-9A-F]{2})([0-9A-F]{2})[0-9A-F]{8}$/i;

/**
 * `#50B7500820082` and `*7007600000000` of a Peet Bros U-II (chapters 5 and 12, which has no columns; they are those of
 * Xastir's src/wx.c): a sixteenth of the circle, wind in km/h or with `*` in mph, Fahrenheit above -56. Two columns of
 * rain follow; of which hours is undocumented. Undefined if it is not one.
 */
export function readUltimeterTwo(info: string): AprsReport | undefined {
  const match = U_II.exec(info);
  if (!match) return undefined;
  const [direction = 0, wind = 0, temperature = 0] = match.slice(2).map((cell) => Number.parseInt(cell, 16));
  const weather: Weather = {
    // 0 is north, 360 elsewhere in APRS.
    windFromDeg: direction * 22.5 || 360,
    windKmh: rounded(match[1] === '*' ? wind * KMH_PER_MPH : wind),
    temperatureC: rounded(celsius(temperature - 56)),
  };
  return { kind: 'weather', weather, comment: '' };
}
