import { KMH_PER_KNOT, rounded } from '../../units.js';
import { readComment } from '../content/comment.js';
import { micEDevice } from '../devices/index.js';
import type { AprsReport, Draft, Place, Station } from '../report.js';
import { base91 } from '../text.js';
import { unreadable } from '../unreadable.js';
import { readSymbol, type StationDraft, signed, toDegrees } from './coordinates.js';

/** A destination that spells a latitude: digits, A-K for custom states, L-Z for standard ones (chapter 10). */
const DESTINATION = /^[0-9A-LP-Z]{3}[0-9LP-Z]{3}(-\d{1,2})?$/;

/** Eight characters after the identifier: longitude, speed and course, symbol. */
const BODY = /^.[\x26-\x7f][\x26-\x61][\x1c-\x7f][\x1c-\x7f][\x1c-\x7d][\x1c-\x7f][!-}][/\\0-9A-Z]/s;
const BODY_LENGTH = 9;

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

/** The form of the TM-D700 and its kind: the position in the destination and in nine characters (chapter 10). */
export function readMicE(to: string, info: string): AprsReport {
  if (!DESTINATION.test(to)) return unreadable('bad-destination', info);
  const place = BODY.test(info) ? readPlace(to, info) : undefined;
  const symbol = readSymbol(info.charAt(8), info.charAt(7));
  if (!place || !symbol) return unreadable('bad-position', info);
  const [sp, dc, se] = [valueAt(info, 4), valueAt(info, 5), valueAt(info, 6)];
  const course = ((dc % 10) * 100 + se) % 400;
  const report: Draft<Station> & { kind: 'position' } = {
    kind: 'position',
    form: 'mic-e',
    symbol,
    place,
    speedKmh: rounded(((sp * 10 + Math.floor(dc / 10)) % 800) * KMH_PER_KNOT),
    state: stateOf(to),
    comment: '',
  };
  if (course >= 1 && course <= 360) report.courseDeg = course;
  readMicEText(info.slice(BODY_LENGTH), report);
  return report;
}

/** Telemetry, or the letters of a device around altitude and comment. */
function readMicEText(status: string, station: StationDraft): void {
  const afterTelemetry = readTelemetry(status, station);
  const { text, device } = afterTelemetry === undefined ? micEDevice(status) : { text: afterTelemetry };
  if (device !== undefined) station.device = device;
  const altitude = ALTITUDE.exec(text)?.[1];
  // From 10 km below the sea, in meters.
  if (altitude !== undefined) station.altitudeM = base91(altitude) - 10_000;
  readComment(altitude === undefined ? text : text.slice(4), station);
}

const ALTITUDE = /^([!-{]{3})\}/;

/**
 * Five values of two hexadecimal digits after an apostrophe, or two (channels 1 and 3) after a backtick (chapter 10).
 */
const FIVE = /^'([0-9A-F]{10})/;
/** Nothing may follow: a text that begins with four digits is more often a text. */
const TWO = /^`([0-9A-F]{4})$/;

/** @returns what is left, undefined where there is no telemetry */
function readTelemetry(text: string, station: StationDraft): string | undefined {
  const match = FIVE.exec(text) ?? TWO.exec(text);
  if (!match) return undefined;
  const values = (match[1]?.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const [first = null, third = null] = values;
  station.telemetry = { values: values.length === 2 ? [first, null, third] : values };
  return text.slice(match[0].length);
}

/** A character of the body as the number that it stands for. */
function valueAt(info: string, at: number): number {
  return info.charCodeAt(at) - 28;
}

/** What K, L and Z stand for: a digit that is left out. */
const BLANK = -1;

/** A character of the destination as a digit, or BLANK. */
function digitOf(to: string, at: number): number {
  const code = to.charCodeAt(at);
  if (code <= 57) return code - 48;
  if (code === 75 || code === 76 || code === 90) return BLANK;
  return code < 75 ? code - 65 : code - 80;
}

function readPlace(to: string, info: string): Place | undefined {
  let [digits, ambiguity] = [0, 0];
  for (let at = 0; at < 6; at++) {
    const digit = digitOf(to, at);
    // Only the last digits may be left out.
    if (digit === BLANK) ambiguity++;
    else if (ambiguity > 0) return undefined;
    digits = digits * 10 + (digit === BLANK ? 0 : digit);
  }
  const east = valueAt(info, 1) + (isSet(to, 4) ? 100 : 0);
  const whole = east >= 190 ? east - 190 : east >= 180 ? east - 80 : east;
  const minutes = (valueAt(info, 2) % 60) * 100 + valueAt(info, 3);
  const latitude = toDegrees(Math.floor(digits / 10_000), digits % 10_000, ambiguity);
  const longitude = toDegrees(whole, minutes, ambiguity);
  if (!(latitude <= 90 && longitude <= 180)) return undefined;
  return {
    latitude: signed(latitude, !isSet(to, 3)),
    longitude: signed(longitude, isSet(to, 5)),
    ambiguity,
  };
}

/** P-Z: north, longitude from 100, west. */
function isSet(to: string, at: number): boolean {
  return to.charCodeAt(at) >= 80;
}

/** A-K is a 1 of a custom state, P-Z of a standard one. */
function stateOf(to: string): string {
  let [number, custom, standard] = [0, false, false];
  for (let at = 0; at < 3; at++) {
    const code = to.charCodeAt(at);
    if (code >= 80) standard = true;
    else if (code >= 65 && code <= 75) custom = true;
    number = number * 2 + (code >= 80 || (code >= 65 && code <= 75) ? 1 : 0);
  }
  if (number === 0) return STATES[0];
  if (standard && custom) return 'unknown';
  return standard ? (STATES[number] ?? 'unknown') : `Custom-${7 - number}`;
}
