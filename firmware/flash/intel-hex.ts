import { OnairError } from '../../host/base/index.js';

/** A program as it is laid out in a chip's flash. */
export interface Program {
  /** Number of bytes that are written. */
  readonly bytes: number;
  /** The first address after the last byte. */
  readonly end: number;
  /** Whether it has data at the chip's reset address. */
  readonly coversReset: boolean;
}

/** Types of records: Intel, Hexadecimal Object File Format Specification, Rev. A, 1988. */
const TYPE = {
  data: 0,
  end: 1,
  extendedSegment: 2,
  startSegment: 3,
  extendedLinear: 4,
  startLinear: 5,
} as const;

/** Data length of the record types for which it is fixed, bytes. */
const LENGTHS: Readonly<Record<number, number>> = {
  [TYPE.end]: 0,
  [TYPE.extendedSegment]: 2,
  [TYPE.startSegment]: 4,
  [TYPE.extendedLinear]: 2,
  [TYPE.startLinear]: 4,
};

/** Length of count, address in two bytes and type; the checksum follows the data. */
const HEAD = 4;

/**
 * Parses Intel HEX strictly: a program that is cut off or garbled must not get onto a board.
 * @throws OnairError bad-value with file:line
 */
export function readIntelHex(text: string, file: string): Program {
  let base = 0;
  let bytes = 0;
  let end = 0;
  let coversReset = false;
  let hasEnded = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const fail = (why: string): OnairError => broken(`${file}:${index + 1}: ${why}`, file);
    if (line.trim() === '') continue;
    if (hasEnded) throw fail('something follows the record that ends the file');
    const { type, address, data } = readRecord(line.trim(), fail);
    switch (type) {
      case TYPE.data: {
        const at = base + address;
        bytes += data.length;
        end = Math.max(end, at + data.length);
        coversReset ||= at === 0 && data.length > 0;
        break;
      }
      case TYPE.extendedSegment:
        base = data.readUInt16BE() * 0x10;
        break;
      case TYPE.extendedLinear:
        base = data.readUInt16BE() * 0x10000;
        break;
      case TYPE.end:
        hasEnded = true;
    }
  }
  if (!hasEnded) throw broken(`${file}: the record that ends the file is missing: it was cut off`, file);
  return { bytes, end, coversReset };
}

function readRecord(
  line: string,
  fail: (why: string) => OnairError,
): { readonly type: number; readonly address: number; readonly data: Buffer } {
  if (!/^:([\da-f]{2})+$/i.test(line))
    throw fail('not a record of Intel HEX (a colon and pairs of hex digits)');
  const record = Buffer.from(line.slice(1), 'hex');
  const [count = 0, high = 0, low = 0, type = -1] = record;
  if (record.length !== HEAD + count + 1) throw fail('the record does not have the length that it gives');
  if (record.reduce((sum, byte) => sum + byte, 0) % 0x100 !== 0) throw fail('the sum of the record is wrong');
  if (!Object.values<number>(TYPE).includes(type)) throw fail(`there is no record of type ${type}`);
  if (count !== (LENGTHS[type] ?? count)) throw fail(`a record of type ${type} has ${LENGTHS[type]} bytes`);
  return { type, address: (high << 8) | low, data: record.subarray(HEAD, -1) };
}

function broken(message: string, file: string): OnairError {
  return new OnairError('bad-value', {
    message,
    hint: 'build or download the file again; an .elf or .bin is not a .hex',
    details: { file },
  });
}
