import { describeTime } from '../../packet/aprs/index.js';
import { compassPoint } from '../../packet/index.js';
import { METRIC, type Units } from './units.js';

/** What the sentences for APRS packets are made of, in English: the form that every other language fills in. */
export const ENGLISH_WORDS = {
  time: describeTime,
  compass: compassPoint,
  /** @param name as the table of symbols has it: `car` */
  symbol: (name: string): string => name,
  /** @param digits `12.5` */
  number: (digits: string): string => digits,
  kinds: { object: 'object', item: 'item' },
  gone: '(gone)',
  status: 'status',
  to: (call: string) => `to ${call}`,
  message: (id: string) => ` (message ${id})`,
  hasMessage: (id: string) => `has message ${id}`,
  refusesMessage: (id: string) => `refuses message ${id}`,
  bulletin: (id: string, group: string | undefined) =>
    `bulletin ${id}${group === undefined ? '' : ` for ${group}`}`,
  asks: (whom: string, query: string) => `asks ${whom} for ${query}`,
  asksAll: (area: string, query: string) => `asks all${area} for ${query}`,
  within: (radius: string, place: string) => ` within ${radius} of ${place}`,
  defines: (what: string, call: string) => `${what} of the telemetry of ${call}`,
  can: 'can do',
  relays: (call: string) => `relays ${call}`,
  userData: (kind: string) => `data of the kind ${kind}`,
  directionFound: (degrees: number, quality: number) => `a signal bears ${degrees}°, quality ${quality}`,
  reserved: { 'map-feature': 'map feature', shelter: 'shelter', 'space-weather': 'space weather' },
  test: 'test data',
  unreadable: (error: string) => `can't be read (${error})`,
  beam: (degrees: number, watts: number) => `beam to ${degrees}°, ${watts} W`,
  high: (height: string) => `${height} high`,
  antenna: (watts: number, height: string, gainDb: number) =>
    `${watts} W, antenna ${height} up, ${gainDb} dB`,
  range: (distance: string) => `range ${distance}`,
  hears: (strength: number) => `hears S${strength}`,
  bears: (degrees: number) => `bears ${degrees}°`,
  area: (shape: string) => `area: ${shape}`,
  signpost: (text: string) => `says "${text}"`,
  moving: (speed: string, point: string, degrees: string) => `${speed} to ${point} (${degrees}°)`,
  about: (place: string) => `about ${place}`,
  grid: 'grid',
  wind: (speed: string, from: string | undefined) =>
    `wind ${speed}${from === undefined ? '' : ` from ${from}`}`,
  gusts: (speed: string) => `gusts ${speed}`,
  humid: (percent: number) => `${percent}% humid`,
  rain: (rain: string) => `rain ${rain} in an hour`,
  rainDay: (rain: string) => `${rain} in a day`,
  rainMidnight: (rain: string) => `${rain} since midnight`,
  snow: (snow: string) => `snow ${snow} in a day`,
  light: (watts: number) => `light ${watts} W/m²`,
  water: (height: string) => `water ${height}`,
  radiation: (value: number) => `radiation ${value} nSv/h`,
  battery: (volts: number) => `battery ${volts} V`,
  station: (unit: string) => `station ${unit}`,
  by: (software: string) => `by ${software}`,
  storm: (kind: string) => kind.replace('-', ' '),
  telemetry: 'telemetry',
  bits: (bits: string) => ` bits ${bits}`,
  heardOn: (mhz: number) => `heard on ${mhz} MHz`,
  narrow: 'narrow',
  withinRange: (distance: string) => `within ${distance}`,
  noTone: 'no tone',
  tones: { tone: 'tone', ctcss: 'CTCSS', burst: 'burst' },
};

/** What a language must say about packets. */
export type AprsWords = typeof ENGLISH_WORDS;

/** How packets are told in one language. */
export interface AprsLanguage {
  readonly words: AprsWords;
  readonly units: Units;
}

/** The language of the command line, too. */
export const ENGLISH_APRS: AprsLanguage = { words: ENGLISH_WORDS, units: METRIC };
