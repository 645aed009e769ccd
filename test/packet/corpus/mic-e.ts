import { altitude as feet } from './comments.js';
import { type Draw, in91, padded } from './draw.js';
import { NOTHING, type Part } from './part.js';

const MPH_PER_KNOT = 1.852 / 1.609344;
const FEET_PER_M = 1 / 0.3048;
const STATES = [
  'Emergency',
  'Priority',
  'Special',
  'Committed',
  'Returning',
  'In Service',
  'En Route',
  'Off Duty',
];
const character = (code: number): string => String.fromCharCode(code);

/** Letters around the text, and whose they are (aprs-deviceid, mic-e-types). */
const DEVICES = [
  ['`', '_4', 'Yaesu FTM-500D'],
  ['`', '_5', 'Yaesu FTM-510D'],
  ['`', '_6', 'Yaesu FTX-1'],
  ['`', '_0', 'Yaesu FT3D'],
  ['`', '_"', 'Yaesu FTM-350'],
  ['`', '(8', 'Anytone D878UV'],
  ['`', '(5', 'Anytone D578UV'],
  ["'", ':2', 'VP-Tracker'],
  ["'", '|3', 'Byonics TinyTrak3'],
  ["'", ' X', 'SainSonic AP510'],
  ['`', '[1', 'APRSdroid'],
  ['>', '', 'Kenwood TH-D7A'],
  ['>', '=', 'Kenwood TH-D72'],
  [']', '', 'Kenwood TM-D700'],
  [']', '=', 'Kenwood TM-D710'],
] as const;

/** A packet by the tables of chapter 10: the destination, and what is in the information field. */
export function micE(draw: Draw): { readonly to: string; readonly part: Part } {
  const [latitude, longitude] = [draw.whole(0, 89 * 6000), draw.whole(0, 179 * 6000 + 5999)];
  const [isNorth, isWest, standard] = [draw.once(2), draw.once(2), draw.whole(0, 7)];
  const whole = Math.floor(longitude / 6000);
  const isFar = whole < 10 || whole >= 100;
  const digits = `${padded(Math.floor(latitude / 6000), 2)}${padded(latitude % 6000, 4)}`;
  const marks = [standard & 4, standard & 2, standard & 1, isNorth, isFar, isWest];
  const to = [...digits].map((digit, at) => character((marks[at] ? 80 : 48) + Number(digit))).join('');
  const minutes = Math.floor((longitude % 6000) / 100);
  const [knots, course] = [draw.whole(0, 199), draw.whole(1, 360)];
  const d = whole < 10 ? whole + 118 : whole < 100 ? whole + 28 : whole < 110 ? whole + 8 : whole - 72;
  const body = [
    d,
    minutes < 10 ? minutes + 88 : minutes + 28,
    (longitude % 100) + 28,
    Math.floor(knots / 10) + 108,
    (knots % 10) * 10 + Math.floor(course / 100) + 32,
    (course % 100) + 28,
  ].map(character);
  const rest = text(draw);
  return {
    to,
    part: {
      text: `\`${body.join('')}>/${rest.text}`,
      facts: {
        latitude: (isNorth ? latitude : -latitude) / 100,
        longitude: (isWest ? -longitude : longitude) / 100,
        speed: knots * MPH_PER_KNOT,
        course,
        state: STATES[standard] ?? '',
        ...rest.facts,
      },
    },
  };
}

/** Altitude, words, and the letters of a device around them; or telemetry. */
function text(draw: Draw): Part {
  if (draw.once(8)) {
    const values = Array.from({ length: 5 }, () => draw.whole(0, 255));
    const hex = values.map((value) => value.toString(16).toUpperCase().padStart(2, '0')).join('');
    const facts = Object.fromEntries(values.map((value, at) => [`A${at + 1}`, value]));
    return { text: `'${hex}`, facts: { ...facts, sequence: 0, comment: '' } };
  }
  const [head, tail, device] = draw.pick(DEVICES);
  const words = draw.words();
  const meters = draw.whole(-50, 4000);
  const height: Part = draw.once(2)
    ? { text: `${in91(meters + 10_000, 3)}}`, facts: { altitude: meters * FEET_PER_M } }
    : NOTHING;
  const more = height === NOTHING && draw.once(4) ? feet(draw) : NOTHING;
  return {
    text: `${head}${height.text}${words}${more.text}${tail}`,
    facts: { device, ...height.facts, ...more.facts, comment: words },
  };
}
