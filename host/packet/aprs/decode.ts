import { latin1Text } from '../../base/index.js';
import { readMessage } from './content/message.js';
import {
  readFirstPosition,
  readItem,
  readObject,
  readPosition,
  readTimedPosition,
} from './content/places.js';
import { readCapabilities, readQuery } from './content/query.js';
import { readDirectionFinder, readReserved } from './content/reserved.js';
import { readGrid, readStatus } from './content/status.js';
import { readTelemetry } from './content/telemetry.js';
import { readMonthTime } from './content/time.js';
import { readUltimeter, readUltimeterTwo } from './content/ultimeter.js';
import { readWeather } from './content/weather.js';
import { digitsAt, NONE } from './numbers.js';
import { readMicE } from './position/mic-e.js';
import { readRawNmea } from './position/nmea.js';
import type { AprsReport, Draft, Weather } from './report.js';
import { humanText } from './text.js';
import { unreadable } from './unreadable.js';

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
  let end = info.length;
  while (end > 0 && isLineEnd(info[end - 1])) end--;
  return latin1Text(end === info.length ? info : info.subarray(0, end));
}

/** CR or LF. */
function isLineEnd(byte: number | undefined): boolean {
  return byte === 13 || byte === 10;
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
  '!': ({ info }) => (info.startsWith('!!') ? readUltimeter('!!', info) : readPosition(info, false)),
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
  T: ({ info }) => (info.startsWith('T#') ? readTelemetry(info) : readOther(info)),
  '?': ({ info }) => readQuery(info),
  '<': ({ info }) => readCapabilities(info),
  '}': (packet) => readThirdParty(packet),
  $: ({ from, to, info }) =>
    info.startsWith('$ULTW') ? readUltimeter('$ULTW', info) : readRawNmea(from, to, info),
  '#': ({ info }) => readUltimeterTwo(info) ?? readOther(info),
  '*': ({ info }) => readUltimeterTwo(info) ?? readOther(info),
  '%': ({ info }) => readDirectionFinder(info) ?? readOther(info),
  '&': ({ info }) => readReserved('map-feature', info),
  '+': ({ info }) => readReserved('shelter', info),
  '.': ({ info }) => readReserved('space-weather', info),
  '{': ({ info }) => readUserDefined(info),
  ',': ({ info }) => ({ kind: 'test', data: humanText(info.slice(1)) }),
};

function decodeText(packet: Text): AprsReport {
  if (packet.info === '') return unreadable('empty', '');
  const read = READERS[packet.info.charAt(0)];
  return read ? read(packet) : readOther(packet.info);
}

/** Characters of `_10092345`. */
const TIMED_HEAD = 9;

/**
 * `_10092345c220s004g005t077...`: weather without a position (chapter 12). A clock that is not set loses nothing else.
 */
function readPlainWeather(info: string): AprsReport {
  const weather: Draft<Weather> = {};
  const end = readWeather(info, TIMED_HEAD, weather);
  if (digitsAt(info, 1, TIMED_HEAD) === NONE || end <= TIMED_HEAD) return unreadable('bad-weather', info);
  const time = readMonthTime(info, 1);
  return { kind: 'weather', ...(time && { time }), weather, comment: humanText(info.slice(end)) };
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

function readOther(info: string): AprsReport {
  return readFirstPosition(info) ?? { kind: 'other', text: humanText(info) };
}
