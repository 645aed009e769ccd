import { KMH_PER_KNOT, rounded } from '../../units.js';
import { readComment } from '../content/comment.js';
import { micEDevice } from '../devices.js';
import type { AprsReport, Place } from '../report.js';
import { base91, humanText } from '../text.js';
import { degrees, isOnEarth, signed } from './coordinates.js';

/** A destination that spells a latitude: digits, A-K for custom states, L-Z for standard ones (chapter 10). */
const DESTINATION = /^[0-9A-LP-Z]{3}[0-9LP-Z]{3}(-\d{1,2})?$/;

/** Eight characters after the identifier: longitude, speed and course, symbol. */
const BODY =
  /^.([\x26-\x7f])([\x26-\x61])([\x1c-\x7f])([\x1c-\x7f])([\x1c-\x7d])([\x1c-\x7f])([!-}])([/\\0-9A-Z])/s;

/** By the three bits; 1 in a standard state is P-Z, in a custom state A-K. */
const STATES = [
  'Emergency',
  'Priority',
  'Special',
  'Committed',
  'Returning',
  'In Service',
  'En Route',
  'Off Duty',
] as const;

/** Six characters of the destination to six digits; K, L and Z leave one open. */
function digitOf(character: string): string {
  if (/[KLZ]/.test(character)) return ' ';
  if (/[A-J]/.test(character)) return String(character.charCodeAt(0) - 65);
  if (/[P-Y]/.test(character)) return String(character.charCodeAt(0) - 80);
  return character;
}

/** The form of the TM-D700 and its kind: the position in the destination and in nine characters (chapter 10). */
export function readMicE(to: string, info: string): AprsReport {
  const unreadable = (error: 'bad-destination' | 'bad-position'): AprsReport => ({
    kind: 'unreadable',
    error,
    text: humanText(info),
  });
  if (!DESTINATION.test(to)) return unreadable('bad-destination');
  const match = BODY.exec(info);
  const place = match && readPlace(to, match);
  if (!match || !place) return unreadable('bad-position');
  const [sp = 0, dc = 0, se = 0] = match.slice(4, 7).map((character) => character.charCodeAt(0) - 28);
  const knots = (sp * 10 + Math.floor(dc / 10)) % 800;
  const course = ((dc % 10) * 100 + se) % 400;
  const { text, device } = micEDevice(info.slice(match[0].length));
  const altitude = /^([!-{]{3})\}/.exec(text)?.[1];
  return {
    kind: 'position',
    form: 'mic-e',
    symbol: { table: match[8] ?? '', code: match[7] ?? '' },
    place,
    ...(course >= 1 && course <= 360 && { courseDeg: course }),
    speedKmh: rounded(knots * KMH_PER_KNOT),
    state: stateOf(to.slice(0, 3)),
    ...(device !== undefined && { device }),
    // From 10 km below the sea, in meters.
    ...(altitude !== undefined && { altitudeM: base91(altitude) - 10_000 }),
    ...readComment(altitude === undefined ? text : text.slice(4), place),
  };
}

function readPlace(to: string, [, d = '', m = '', h = '']: RegExpExecArray): Place | undefined {
  const digits = [...to.slice(0, 6)].map(digitOf).join('');
  const ambiguity = digits.length - digits.trimEnd().length;
  const east = d.charCodeAt(0) - 28 + (isSet(to[4]) ? 100 : 0);
  const whole = east >= 190 ? east - 190 : east >= 180 ? east - 80 : east;
  const minutes = (m.charCodeAt(0) - 28) % 60;
  const text = `${String(minutes).padStart(2, '0')}.${String(h.charCodeAt(0) - 28).padStart(2, '0')}`;
  const latitude = degrees(digits.slice(0, 2), `${digits.slice(2, 4)}.${digits.slice(4)}`, ambiguity);
  const longitude = degrees(String(whole), text, ambiguity);
  if (latitude === undefined || longitude === undefined) return undefined;
  const place = {
    latitude: signed(latitude, !isSet(to[3])),
    longitude: signed(longitude, isSet(to[5])),
    ambiguity,
  };
  return isOnEarth(place) ? place : undefined;
}

/** P-Z: north, longitude from 100, west. */
function isSet(character = ''): boolean {
  return /[P-Z]/.test(character);
}

function stateOf(characters: string): string {
  const bits = [...characters].map((character) =>
    /[P-Z]/.test(character) ? 'S' : /[A-K]/.test(character) ? 'C' : '0',
  );
  const number = Number.parseInt(bits.map((bit) => (bit === '0' ? '0' : '1')).join(''), 2);
  if (number === 0) return STATES[0];
  const isStandard = bits.includes('S');
  if (isStandard && bits.includes('C')) return 'unknown';
  return isStandard ? (STATES[number] ?? 'unknown') : `Custom-${7 - number}`;
}
