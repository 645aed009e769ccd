import { latin1Text } from '../../base/index.js';
import { KM_PER_MILE, rounded } from '../units.js';
import { readMessage } from './content/message.js';
import { readStation } from './content/station.js';
import { readGrid, readStatus } from './content/status.js';
import { readTelemetry } from './content/telemetry.js';
import { readMonthTime, readTime, TIME_LENGTH } from './content/time.js';
import { readUltimeter } from './content/ultimeter.js';
import { readWeather } from './content/weather.js';
import { readMicE } from './position/mic-e.js';
import { readRawNmea } from './position/nmea.js';
import type { AprsError, AprsReport, QueryArea } from './report.js';
import { humanText } from './text.js';

/** What the decoder needs of a packet: the addresses tell more than who it is from. */
export interface AprsPacket {
  readonly from: string;
  /** Part of the position in Mic-E, the symbol of bare NMEA. */
  readonly to: string;
  /** The information field. */
  readonly info: Uint8Array;
}

/** Packets within packets that are still opened; a gateway makes one. */
const MAX_DEPTH = 3;

/** What a packet says. Never throws: what can't be read is a report too. */
export function decodeAprs({ from, to, info }: AprsPacket): AprsReport {
  return decodeText({ from, to, info: withoutLineEnd(info), depth: 0 });
}

/** A TNC at its prompt sends the CR that the typist ended the line with; gen_packets of Dire Wolf sends an LF. */
function withoutLineEnd(info: Uint8Array): string {
  return latin1Text(info).replace(/[\r\n]+$/, '');
}

interface Text {
  readonly from: string;
  readonly to: string;
  /** One character a byte. */
  readonly info: string;
  readonly depth: number;
}

type Read = (packet: Text) => AprsReport;

/** By the first character, the data type identifier (chapter 5). */
const READERS: Readonly<Record<string, Read>> = {
  '!': ({ info }) => (info.startsWith('!!') ? readLogging(info) : readPosition(info, false)),
  '=': ({ info }) => readPosition(info, true),
  '/': ({ info }) => readTimedPosition(info, false),
  '@': ({ info }) => readTimedPosition(info, true),
  '`': ({ to, info }) => readMicE(to, info),
  "'": ({ to, info }) => readMicE(to, info),
  '\x1c': ({ to, info }) => readMicE(to, info),
  '\x1d': ({ to, info }) => readMicE(to, info),
  ';': ({ info }) => readObject(info),
  ')': ({ info }) => readItem(info),
  ':': ({ info }) => readMessage(info),
  '>': ({ info }) => readStatus(info),
  '[': ({ info }) => readGrid(info),
  _: ({ info }) => readPlainWeather(info),
  T: (packet) => (packet.info.startsWith('T#') ? readTelemetry(packet.info) : readOther(packet)),
  '?': ({ info }) => readQuery(info),
  '<': ({ info }) => readCapabilities(info),
  '}': (packet) => readThirdParty(packet),
  $: ({ from, to, info }) => (info.startsWith('$ULTW') ? readPeet(info) : readRawNmea(from, to, info)),
  '{': ({ info }) => readUserDefined(info),
  ',': ({ info }) => ({ kind: 'test', data: humanText(info.slice(1)) }),
};

function decodeText(packet: Text): AprsReport {
  if (packet.info === '') return unreadable('empty', '');
  return (READERS[packet.info.charAt(0)] ?? readOther)(packet);
}

function unreadable(error: AprsError, info: string): AprsReport {
  return { kind: 'unreadable', error, text: humanText(info) };
}

function readPosition(info: string, messaging: boolean): AprsReport {
  const station = readStation(info.slice(1));
  return station ? { kind: 'position', messaging, ...station } : unreadable('bad-position', info);
}

/** A position whose time can't be read is still a position. */
function readTimedPosition(info: string, messaging: boolean): AprsReport {
  const time = readTime(info.slice(1));
  const station = readStation(info.slice(1 + TIME_LENGTH));
  if (!station) return unreadable('bad-position', info);
  return { kind: 'position', messaging, ...(time && { time }), ...station };
}

/** `;NAME     *092345z` and a position; `_` in place of `*` takes the object off the map (chapter 11). */
function readObject(info: string): AprsReport {
  const [head = '', name = '', mark] = /^;([ -~]{9})([*_])/.exec(info) ?? [];
  if (name.trim() === '') return unreadable('bad-name', info);
  const time = readTime(info.slice(head.length));
  const station = readStation(info.slice(head.length + TIME_LENGTH));
  if (!station) return unreadable('bad-position', info);
  return { kind: 'object', name: name.trimEnd(), live: mark === '*', ...(time && { time }), ...station };
}

/** `)NAME!` or `)NAME_` and a position: three to nine characters (chapter 11). */
function readItem(info: string): AprsReport {
  const [head = '', name = '', mark] = /^\)([ "-^`-~]{3,9})([!_])/.exec(info) ?? [];
  if (name.trim() === '') return unreadable('bad-name', info);
  const station = readStation(info.slice(head.length));
  return station
    ? { kind: 'item', name: name.trimEnd(), live: mark === '!', ...station }
    : unreadable('bad-position', info);
}

const MONTH_TIME_LENGTH = 8;

/** `_10092345c220s004g005t077...`: weather without a position (chapter 12). */
function readPlainWeather(info: string): AprsReport {
  const time = readMonthTime(info.slice(1));
  const { weather, rest } = readWeather(info.slice(1 + MONTH_TIME_LENGTH));
  if (!time || Object.keys(weather).length === 0) return unreadable('bad-weather', info);
  return { kind: 'weather', time, weather, comment: humanText(rest) };
}

function readPeet(info: string): AprsReport {
  const weather = readUltimeter('$ULTW', info.slice(5));
  return weather ? { kind: 'weather', weather, comment: '' } : unreadable('bad-weather', info);
}

function readLogging(info: string): AprsReport {
  const weather = readUltimeter('!!', info.slice(2));
  return weather ? { kind: 'weather', weather, comment: '' } : unreadable('bad-weather', info);
}

/** `?APRS? 34.02,-117.15,0200`: to all, or to those within a radius in miles (chapter 15). */
function readQuery(info: string): AprsReport {
  const [, query, area = ''] = /^\?([A-Z]+)\?(.*)$/s.exec(info) ?? [];
  if (query === undefined) return unreadable('bad-query', info);
  const numbers = /^ *(-?\d+\.?\d*), *(-?\d+\.?\d*), *(\d{4})/.exec(area)?.slice(1).map(Number);
  return { kind: 'query', query, ...(numbers && { area: queryArea(numbers) }) };
}

function queryArea([latitude = 0, longitude = 0, miles = 0]: readonly number[]): QueryArea {
  return { latitude, longitude, radiusKm: rounded(miles * KM_PER_MILE) };
}

/** `<IGATE,MSG_CNT=43,LOC_CNT=14`: words, some with a value (chapter 15). */
function readCapabilities(info: string): AprsReport {
  const words = humanText(info.slice(1))
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return {
    kind: 'capabilities',
    capabilities: Object.fromEntries(
      words.map((word) => {
        const [name = '', value = ''] = word.split(/=(.*)/s);
        return [name, value];
      }),
    ),
  };
}

/** `}W1AW>APRS,TCPIP,N0CALL*:` and a packet: what a gateway heard elsewhere (chapter 17). */
function readThirdParty({ info, depth }: Text): AprsReport {
  const [, from, to, hops = '', inner] =
    /^\}([A-Za-z0-9-]{1,9})>([A-Za-z0-9-]{1,9})((?:,[A-Za-z0-9-]{1,9}\*?)*):(.*)$/s.exec(info) ?? [];
  if (from === undefined || to === undefined || inner === undefined) return unreadable('bad-header', info);
  if (depth >= MAX_DEPTH) return unreadable('too-deep', info);
  return {
    kind: 'third-party',
    from,
    to,
    path: hops.split(',').slice(1),
    inner: decodeText({ from, to, info: inner, depth: depth + 1 }),
  };
}

/** `{Q1qwerty`: whose, which of theirs, and what only they understand (chapter 18). */
function readUserDefined(info: string): AprsReport {
  if (info.length < 3) return unreadable('too-short', info);
  return { kind: 'user-defined', user: info.charAt(1), type: info.charAt(2), data: humanText(info.slice(3)) };
}

/** Old TNCs put up to 40 characters of their own before a position that begins with `!` (chapter 5). */
const X1J_LIMIT = 40;

function readOther({ info }: Text): AprsReport {
  const mark = info.slice(0, X1J_LIMIT).indexOf('!');
  const station = mark === -1 ? undefined : readStation(info.slice(mark + 1));
  return station
    ? { kind: 'position', messaging: false, ...station }
    : { kind: 'other', text: humanText(info) };
}
