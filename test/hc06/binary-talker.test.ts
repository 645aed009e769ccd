import test from 'ava';
import { binaryTalker } from '../../host/hc06/probe/binary-talker.js';

/** A MAVLink frame of one sender; the checksum is not looked at. */
function mavlink1(sequence: number, payload: string, system = 1): string {
  return `\xfe${String.fromCharCode(payload.length, sequence, system, 1, 30)}${payload}\x12\x34`;
}
function mavlink2(sequence: number, payload: string): string {
  const header = String.fromCharCode(payload.length, 0, 0, sequence, 1, 1, 30, 0, 0);
  return `\xfd${header}${payload}\x12\x34`;
}

const KNOWN: readonly (readonly [string, string, RegExp])[] = [
  ['UBX, its beginning cut off', '\x00\x10\xb5\x62\x01\x07\x5c\x00\x10\xe7', /UBX/],
  ['SiRF binary', '\xa0\xa2\x00\x05\x02\xff\xd6\x78\x01\x03\x50\xb0\xb3', /SiRF/],
  ['MAVLink 1', `\x07\xfe${mavlink1(255, '\xfe1234567')}${mavlink1(0, 'abc')}`, /MAVLink/],
  ['MAVLink 2', mavlink2(7, 'abcd') + mavlink2(8, 'efghijkl'), /MAVLink/],
];

for (const [name, bytes, title] of KNOWN) {
  test(`${name} is known by its frames`, (t) => {
    t.regex(binaryTalker(bytes)?.title ?? '', title);
  });
}

const UNKNOWN: readonly (readonly [string, string])[] = [
  ['one MAVLink marker', mavlink1(3, 'abc')],
  ['MAVLink of two senders', mavlink1(3, 'abc') + mavlink1(4, 'abc', 9)],
  ['MAVLink with a gap in its sequence', mavlink1(3, 'abc') + mavlink1(9, 'abc')],
  ['an answer at another rate', '\xe0\xe0\xff\xfe\x80\xf0\x00\r\n'],
  ['text', 'AT+VERSION\r\nERROR\r\n'],
  ['nothing', ''],
];

for (const [name, bytes] of UNKNOWN) {
  test(`${name} is not taken for a known format`, (t) => {
    t.is(binaryTalker(bytes), undefined);
  });
}
