import { OnairError } from '../base/index.js';
import type { Point } from './geo.js';
import { locatorPoint } from './locator.js';

const DECIMAL = /^([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)$/;

/** One half of a place in degrees, minutes and perhaps seconds: `41°42.5'N`, `41 42 30 N`. */
const HALF = String.raw`(\d{1,3})[°\s]\s*(\d{1,2}(?:\.\d+)?)(?:['′\s]\s*(?:(\d{1,2}(?:\.\d+)?)["″]?)?)?\s*`;
const MINUTES = new RegExp(`^${HALF}([NS])\\s*,?\\s*${HALF}([EW])$`, 'i');

/**
 * A place on Earth: `41.7148,-72.7272`, `41°42.5'N 72°43.6'W`, or the middle of a Maidenhead square of 6 to 10
 * characters, `FN31pr`.
 * @throws OnairError bad-value
 */
export function parseLatLon(text: string): Point {
  const point = read(text.trim());
  if (!point) {
    throw new OnairError('bad-value', {
      message: `"${text}" is not a position`,
      hint: `decimal degrees, south and west negative: 41.7148,-72.7272; also "41°42.5'N 72°43.6'W", or a square of 6 and more characters: FN31pr`,
    });
  }
  const { latitude, longitude } = point;
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return point;
  throw new OnairError('bad-value', {
    message: `${text.trim()} is not on this planet`,
    hint: 'latitude comes first, -90 to 90; longitude is -180 to 180',
  });
}

/** South of it nobody lives but a few researchers; it is where most swapped positions of America are. */
const NOBODY_LIVES_DEG = -60;

/** What is odd about a place that somebody has typed; undefined where nothing is. */
export function oddPlace({ latitude }: Point): string | undefined {
  return latitude < NOBODY_LIVES_DEG
    ? `latitude ${latitude} is in Antarctica: latitude comes first, then longitude`
    : undefined;
}

function read(text: string): Point | undefined {
  const decimal = DECIMAL.exec(text);
  if (decimal) return { latitude: Number(decimal[1]), longitude: Number(decimal[2]) };
  const [, a, b, c, ns, d, e, f, ew] = MINUTES.exec(text) ?? [];
  if (ns === undefined || ew === undefined) return locatorPoint(text);
  const latitude = degrees(a, b, c);
  const longitude = degrees(d, e, f);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    latitude: /s/i.test(ns) ? -latitude : latitude,
    longitude: /w/i.test(ew) ? -longitude : longitude,
  };
}

/** Undefined where 60 minutes or seconds are given, or seconds after a part of a minute. */
function degrees(whole = '', minutes = '', seconds = '0'): number | undefined {
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  if (minutes.includes('.') && Number(seconds) > 0) return undefined;
  return Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
}

/** `41°42.89'N 72°43.63'W`, with so many digits of minutes. */
export function formatMinutes({ latitude, longitude }: Point, digits: number): string {
  return `${half(latitude, digits)}${latitude < 0 ? 'S' : 'N'} ${half(longitude, digits)}${longitude < 0 ? 'W' : 'E'}`;
}

function half(value: number, digits: number): string {
  const scale = 60 * 10 ** digits;
  const units = Math.round(Math.abs(value) * scale); // first, or 59.999 would become 60
  const minutes = ((units % scale) / 10 ** digits).toFixed(digits);
  return `${Math.floor(units / scale)}°${minutes.padStart(digits === 0 ? 2 : digits + 3, '0')}'`;
}
