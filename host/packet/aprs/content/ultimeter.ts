import { celsius, MM_PER_INCH, rounded } from '../../units.js';
import type { Weather } from '../report.js';

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

/** `text` without its head. Undefined where no column holds anything. */
export function readUltimeter(head: keyof typeof COLUMNS, text: string): Weather | undefined {
  let weather: Weather = {};
  const columns = COLUMNS[head].split(' ');
  for (const [index, cell] of (text.match(/[0-9A-Fa-f]{4}|----/g) ?? []).entries()) {
    const read = READ[columns[index] ?? ''];
    if (read && cell !== '----') weather = { ...weather, ...read((Number.parseInt(cell, 16) << 16) >> 16) };
  }
  return Object.keys(weather).length > 0 ? weather : undefined;
}
