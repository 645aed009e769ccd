import test from 'ava';
import fc from 'fast-check';
import { joinBytes } from '../../host/base/bytes.js';
import { OnairError } from '../../host/base/error.js';
import {
  ackModeData,
  commandName,
  encodeKiss,
  FEND,
  FESC,
  KISS_COMMANDS,
  KissDecoder,
  type KissFrame,
  parameterFrames,
  RETURN_FRAME,
  readAckMode,
  TFEND,
  TFESC,
} from '../../host/packet/kiss/kiss.js';
import { hex, toHex, utf8 } from './bytes.js';

const type = fc.oneof(
  { weight: 9, arbitrary: fc.record({ port: fc.nat(15), command: fc.nat(15) }) },
  { weight: 1, arbitrary: fc.constant({ port: 0, command: KISS_COMMANDS.return as number }) },
);
/** Half of all bytes are the ones that framing is about. */
const byte = fc.oneof(fc.constantFrom(FEND, FESC, TFEND, TFESC, 0x43), fc.nat(255));
const data = fc.array(byte, { maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));
const frame: fc.Arbitrary<KissFrame> = fc
  .tuple(type, data)
  .map(([{ port, command }, bytes]) => ({ port, command, data: bytes }))
  .filter(({ port, command }) => !(port === 15 && command === 15));
const noise = fc
  .array(byte, { maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.filter((each) => each !== FEND)));

/** The bytes in pieces whose sizes repeat `sizes`. */
function split(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const end = start + (sizes[turn % sizes.length] ?? 1);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

function decode(bytes: Uint8Array): KissFrame[] {
  return new KissDecoder().push(bytes);
}

const VECTORS: readonly [kissutil: string, bytes: string, frame: KissFrame][] = [
  ['d 25', 'C0 01 19 C0', { port: 0, command: KISS_COMMANDS.txdelay, data: hex('19') }],
  ['p 63', 'C0 02 3F C0', { port: 0, command: KISS_COMMANDS.persistence, data: hex('3F') }],
  ['s 10', 'C0 03 0A C0', { port: 0, command: KISS_COMMANDS.slottime, data: hex('0A') }],
  ['t 5', 'C0 04 05 C0', { port: 0, command: KISS_COMMANDS.txtail, data: hex('05') }],
  ['f 0', 'C0 05 00 C0', { port: 0, command: KISS_COMMANDS.fullduplex, data: hex('00') }],
  ['h TNC:', 'C0 06 54 4E 43 3A C0', { port: 0, command: KISS_COMMANDS.sethardware, data: utf8('TNC:') }],
  ['[1] data', 'C0 10 41 C0', { port: 1, command: KISS_COMMANDS.data, data: hex('41') }],
];
for (const [typed, bytes, expected] of VECTORS) {
  test(`kissutil 1.6 vector: ${typed}`, (t) => {
    t.deepEqual(encodeKiss(expected), hex(bytes));
    t.deepEqual(decode(hex(bytes)), [expected]);
  });
}

test('any frames come back, under any split, with any noise around them, escaped C or not', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, frame), { maxLength: 6 }),
      noise,
      sizes,
      fc.boolean(),
      (parts, tail, cuts, escapeC) => {
        const bytes = Buffer.concat([
          ...parts.flatMap(([dirt, each]) => [dirt, encodeKiss(each, { escapeC })]),
          tail,
        ]);
        const decoder = new KissDecoder();
        t.deepEqual(
          split(bytes, cuts).flatMap((piece) => decoder.push(piece)),
          parts.map(([, each]) => each),
        );
        t.true(decoder.pendingBytes <= tail.length);
      },
    ),
  );
});

test('the encoder is strict: FEND only at the ends, FESC only before its two partners', (t) => {
  fc.assert(
    fc.property(frame, (each) => {
      const inner = encodeKiss(each).subarray(1, -1);
      t.false(inner.includes(FEND));
      inner.forEach((value, index) => {
        if (value === FESC) t.true(inner[index + 1] === TFEND || inner[index + 1] === TFESC);
      });
      const decoder = new KissDecoder();
      t.deepEqual(decoder.push(encodeKiss(each)), [each]);
      t.deepEqual(decoder.dropped, { oversized: 0, cut: 0, noiseBytes: 0, looseEscapes: 0 });
    }),
  );
});

test('with escapeC the string that a Kenwood takes for itself never crosses the wire', (t) => {
  const each = { port: 0, command: KISS_COMMANDS.data, data: utf8('TC 0\r') };
  t.true(Buffer.from(encodeKiss(each)).includes('TC 0\r'));
  t.deepEqual(encodeKiss(each, { escapeC: true }), hex('C0 00 54 DB 43 20 30 0D C0'));
  const decoder = new KissDecoder();
  t.deepEqual(decoder.push(encodeKiss(each, { escapeC: true })), [each]);
  t.is(decoder.dropped.looseEscapes, 1);
});

test('every escape, and the type byte of port 12, is written and read as the paper says', (t) => {
  t.deepEqual(
    encodeKiss({ port: 12, command: 0, data: hex('C0 DB DC DD') }),
    hex('C0 DB DC DB DC DB DD DC DD C0'),
  );
  t.deepEqual(encodeKiss({ port: 13, command: 11, data: hex('') }), hex('C0 DB DD C0'));
  t.deepEqual(decode(hex('C0 DB DC C0')), [{ port: 12, command: 0, data: hex('') }]);
  t.deepEqual(decode(hex('C0 00 DC DD DB DC DB DD C0')), [{ port: 0, command: 0, data: hex('DC DD C0 DB') }]);
});

test('a stray escape gives the byte after it, even another escape', (t) => {
  const decoder = new KissDecoder();
  t.deepEqual(decoder.push(hex('C0 00 DB 43 DB DB 41 DB 00 C0')), [
    { port: 0, command: 0, data: hex('43 DB 41 00') },
  ]);
  t.is(decoder.dropped.looseEscapes, 3);
});

test('doubled, leading and trailing FENDs make no frames', (t) => {
  t.deepEqual(decode(hex('C0 C0 C0')), []);
  t.deepEqual(decode(hex('C0 C0 C0 00 41 C0 C0 C0 C0 00 42 C0 C0')), [
    { port: 0, command: 0, data: hex('41') },
    { port: 0, command: 0, data: hex('42') },
  ]);
});

test('a frame may hold nothing but its type byte', (t) => {
  t.deepEqual(decode(hex('C0 00 C0')), [{ port: 0, command: 0, data: hex('') }]);
});

test('return fills the whole byte: FF is return, 1F is not', (t) => {
  t.deepEqual(RETURN_FRAME, hex('C0 FF C0'));
  t.deepEqual(encodeKiss({ port: 0, command: KISS_COMMANDS.return, data: hex('') }), RETURN_FRAME);
  t.deepEqual(decode(RETURN_FRAME), [{ port: 0, command: 0xff, data: hex('') }]);
  t.deepEqual(decode(hex('C0 1F C0')), [{ port: 1, command: 15, data: hex('') }]);
});

test('what a TNC says before KISS is on is not a frame', (t) => {
  const decoder = new KissDecoder();
  t.deepEqual(decoder.push(Buffer.concat([Buffer.from('cmd:KISS ON\r\n'), hex('DB C0 00 41 C0')])), [
    { port: 0, command: 0, data: hex('41') },
  ]);
  t.is(decoder.dropped.noiseBytes, 14);
});

test('joining in the middle of a frame costs that frame only', (t) => {
  t.deepEqual(decode(hex('42 43 44 C0 C0 00 41 C0')), [{ port: 0, command: 0, data: hex('41') }]);
});

test('text between two frames is dropped, and both frames live', (t) => {
  const decoder = new KissDecoder();
  const bytes = Buffer.concat([
    hex('C0 00 41 C0'),
    Buffer.from('\r\nKenwood Radio Modem\r\ncmd:'),
    hex('C0 00 43 C0'),
  ]);
  t.deepEqual(
    decoder.push(bytes).map((each) => Buffer.from(each.data).toString()),
    ['A', 'C'],
  );
  t.is(decoder.dropped.noiseBytes, 27);
});

test('one FEND may end a frame and begin the next', (t) => {
  const [first, second, third] = ['first frame', 'a second one of', 'the third frame'].map((text) =>
    utf8(text),
  );
  const bytes = Buffer.concat([
    hex('C0 00'),
    first as Uint8Array,
    hex('C0 10'),
    second as Uint8Array,
    hex('C0 00'),
    third as Uint8Array,
    hex('C0'),
  ]);
  t.deepEqual(decode(bytes), [
    { port: 0, command: 0, data: first },
    { port: 1, command: 0, data: second },
    { port: 0, command: 0, data: third },
  ]);
});

test('after a shared FEND, what is too short for AX.25 or no data is noise', (t) => {
  const short = Buffer.alloc(14, 0x41);
  t.is(decode(Buffer.concat([hex('C0 00 41 C0 00'), short, hex('C0')])).length, 1);
  t.is(decode(Buffer.concat([hex('C0 00 41 C0 00'), short, hex('42 C0')])).length, 2);
  t.is(decode(Buffer.concat([hex('C0 00 41 C0 01'), short, hex('42 C0')])).length, 1);
});

test('a frame as long as the limit passes; one byte more is dropped, and the next one lives', (t) => {
  const decoder = new KissDecoder({ maxFrameBytes: 4 });
  const longest = { port: 0, command: 0, data: hex('C0 DB 43') };
  t.deepEqual(decoder.push(encodeKiss(longest)), [longest]);
  t.is(decoder.dropped.oversized, 0);
  const tooLong = { port: 0, command: 0, data: hex('01 02 03 04') };
  t.deepEqual(decoder.push(Buffer.concat([encodeKiss(tooLong), encodeKiss(longest)])), [longest]);
  t.is(decoder.dropped.oversized, 1);
});

test('after an oversized frame one FEND is enough, and nothing of the old frame leaks into the next', (t) => {
  const decoder = new KissDecoder({ maxFrameBytes: 3 });
  t.deepEqual(decoder.push(hex('C0 00 01 02 03 DB DC 04 05 06 C0 00 41 C0')), [
    { port: 0, command: 0, data: hex('41') },
  ]);
  t.is(decoder.dropped.oversized, 1);
  t.is(decoder.dropped.looseEscapes, 0);
});

test('a frame that an escaped byte makes too long is dropped whole', (t) => {
  const decoder = new KissDecoder({ maxFrameBytes: 3 });
  t.deepEqual(decoder.push(hex('C0 00 01 02 DB DC 00 41')), []);
  t.is(decoder.pendingBytes, 0);
  t.deepEqual(decoder.push(hex('C0 00 42 C0')), [{ port: 0, command: 0, data: hex('42') }]);
  t.deepEqual(decoder.dropped, { oversized: 1, cut: 0, noiseBytes: 2, looseEscapes: 0 });
});

test('the default limit is 2048 bytes with the type byte', (t) => {
  t.is(decode(encodeKiss({ port: 0, command: 0, data: Buffer.alloc(2047) })).length, 1);
  t.is(decode(encodeKiss({ port: 0, command: 0, data: Buffer.alloc(2048) })).length, 0);
});

test('a frame cut after an escape is not delivered, and the next one lives', (t) => {
  const decoder = new KissDecoder();
  t.deepEqual(decoder.push(hex('C0 00 41 DB C0 00 42 C0')), [{ port: 0, command: 0, data: hex('42') }]);
  t.is(decoder.dropped.cut, 1);
});

test('frames own their memory', (t) => {
  const decoder = new KissDecoder();
  const chunk = hex('C0 00 41 C0');
  const [first] = decoder.push(chunk);
  chunk.fill(0);
  decoder.push(hex('C0 00 42 C0'));
  t.is(first && Buffer.from(first.data).toString(), 'A');
});

test('arbitrary bytes never throw, and memory stays bounded', (t) => {
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 400 }),
      sizes,
      fc.integer({ min: 1, max: 24 }),
      (bytes, cuts, limit) => {
        const decoder = new KissDecoder({ maxFrameBytes: limit });
        for (const piece of split(Buffer.from(bytes), cuts)) {
          for (const each of decoder.push(piece)) t.true(each.data.length < limit);
          t.true(decoder.pendingBytes <= limit);
        }
        // Whatever came before: two FENDs and the decoder is in step again.
        const found = decoder.push(hex('C0 C0 C0 00 C0'));
        t.deepEqual(found.at(-1), { port: 0, command: 0, data: hex('') });
      },
    ),
  );
});

test('commands have names', (t) => {
  t.deepEqual([0, 1, 2, 3, 4, 5, 6, 12, 0xff, 7, 14, 15].map(commandName), [
    'data',
    'txdelay',
    'persistence',
    'slottime',
    'txtail',
    'fullduplex',
    'sethardware',
    'ackmode',
    'return',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

const IMPOSSIBLE: readonly [port: number, command: number][] = [
  [-1, 0],
  [16, 0],
  [0, 16],
  [0, -1],
  [0.5, 0],
  [Number.NaN, 0],
  [15, 15],
  [1, 0xff],
];
for (const [port, command] of IMPOSSIBLE) {
  test(`port ${port} with command ${command} is refused`, (t) => {
    const error = t.throws(() => encodeKiss({ port, command, data: hex('') }), { instanceOf: OnairError });
    t.is(error?.code, 'bad-value');
  });
}

test('parameters are bytes in steps of 10 ms, as kissutil sends them, on any port', (t) => {
  const frames = parameterFrames(
    {
      txDelayMs: 250,
      persistence: 63,
      slotTimeMs: 100,
      txTailMs: 50,
      fullDuplex: false,
      hardware: hex('05'),
    },
    2,
  );
  t.deepEqual(
    frames.map((each) => toHex(encodeKiss(each))),
    ['c02119c0', 'c0223fc0', 'c0230ac0', 'c02405c0', 'c02500c0', 'c02605c0'],
  );
  t.deepEqual(parameterFrames({}), []);
});

test('parameters reach both ends of a byte, and go to port 0 if no other is named', (t) => {
  const sent = (parameters: Parameters<typeof parameterFrames>[0]) =>
    parameterFrames(parameters).map((each) => toHex(encodeKiss(each)));
  t.deepEqual(sent({ txDelayMs: 0, persistence: 0, slotTimeMs: 0, txTailMs: 0 }), [
    'c00100c0',
    'c00200c0',
    'c00300c0',
    'c00400c0',
  ]);
  t.deepEqual(sent({ txDelayMs: 2550, persistence: 255 }), ['c001ffc0', 'c002ffc0']);
  t.deepEqual(sent({ fullDuplex: true }), ['c00501c0']);
});

for (const [wrong, reported] of [
  [{ txDelayMs: 2560 }, /TX delay.* 10, at most 2550/],
  [{ txDelayMs: 255 }, /TX delay.* 10, at most 2550/],
  [{ slotTimeMs: -10 }, /slot time.* 10, at most 2550/],
  [{ txTailMs: Number.NaN }, /TX tail.* 10, at most 2550/],
  [{ persistence: 256 }, /persistence.* 0 to 255/],
  [{ persistence: 0.25 }, /persistence.* 0 to 255/],
] as const) {
  test(`${JSON.stringify(wrong)} does not fit into KISS`, (t) => {
    const error = t.throws(() => parameterFrames(wrong), { instanceOf: OnairError, code: 'bad-value' });
    t.regex(`${error?.message}: ${error?.hint}`, reported);
  });
}

test('ACK mode: a number before the frame, and the number alone for an answer', (t) => {
  const sent = { port: 1, command: KISS_COMMANDS.ackmode, data: ackModeData(0xc0db, hex('41 42')) };
  t.deepEqual(encodeKiss(sent), hex('C0 1C DB DC DB DD 41 42 C0'));
  t.deepEqual(decode(encodeKiss(sent)), [sent]);
  t.deepEqual(readAckMode(sent), { number: 0xc0db, frame: hex('41 42') });
  const [answer] = decode(hex('C0 0C 00 07 C0'));
  t.deepEqual(answer && readAckMode(answer), { number: 7, frame: hex('') });
  t.is(readAckMode({ port: 0, command: KISS_COMMANDS.ackmode, data: hex('00') }), undefined);
  t.is(readAckMode({ port: 0, command: KISS_COMMANDS.data, data: hex('00 07') }), undefined);
  for (const number of [-1, 0x10000, 0.5])
    t.throws(() => ackModeData(number, hex('')), { instanceOf: OnairError, code: 'bad-value' });
  t.deepEqual(ackModeData(0, hex('41')), hex('00 00 41'));
  t.deepEqual(ackModeData(0xffff, hex('41')), hex('FF FF 41'));
});

test('after a shared FEND a frame in ACK mode lives, and what is too short for one is noise', (t) => {
  const shortest = new Uint8Array(15).fill(0x41);
  const dataThen = (ackMode: Uint8Array) =>
    decode(Buffer.concat([hex('C0 00'), shortest, hex('C0 0C'), ackMode, hex('C0')])).slice(1);
  t.deepEqual(dataThen(Buffer.concat([hex('00 08'), shortest])), [
    { port: 0, command: KISS_COMMANDS.ackmode, data: joinBytes([hex('00 08'), shortest]) },
  ]);
  t.deepEqual(dataThen(Buffer.concat([hex('00 08'), shortest.subarray(1)])), []);
});

for (const [type, lengths] of [
  ['00', { 15: 'noise', 16: 'a frame' }],
  ['0c', { 2: 'noise', 3: 'noise', 17: 'noise', 18: 'a frame' }],
  ['01', { 2: 'noise', 40: 'noise' }],
] as const) {
  test(`what begins with ${type} behind a FEND that also ended a frame: a frame if it can be one, else noise`, (t) => {
    for (const [length, what] of Object.entries(lengths)) {
      const decoder = new KissDecoder();
      const content = `${type}${'2a'.repeat(Number(length) - 1)}`;
      const frames = decoder.push(hex(`c0 00 41 c0 ${content} c0`));
      t.is(frames.length, what === 'a frame' ? 2 : 1, `${length} bytes`);
      t.is(decoder.dropped.noiseBytes, what === 'a frame' ? 0 : Number(length));
      t.is(new KissDecoder().push(hex(`c0 ${content} c0`)).length, 1, 'behind a FEND of its own it is one');
    }
  });
}
