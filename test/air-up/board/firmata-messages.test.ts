import test from 'ava';
import fc from 'fast-check';
import {
  FIRMATA,
  FirmataReader,
  sysex,
  TO_BOARD,
  TO_HOST,
} from '../../../firmware/air-up/board/firmata/firmata-messages.js';

const data = fc.integer({ min: 0, max: 0x7f });
const message = fc.oneof(
  fc.tuple(fc.integer({ min: 0x90, max: 0x9f }), data, data).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.integer({ min: 0xe0, max: 0xef }), data, data).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.constant(FIRMATA.version), data, data).map((bytes) => Buffer.from(bytes)),
  fc.tuple(data, fc.array(data, { maxLength: 60 })).map(([id, rest]) => sysex(id, rest)),
);

function read(chunks: readonly Uint8Array[], lengths = TO_HOST): string[] {
  const found: string[] = [];
  const reader = new FirmataReader(lengths, (whole) => found.push(whole.toString('hex')));
  for (const chunk of chunks) reader.take(chunk);
  return found;
}

test('whatever is written comes out, however it is cut', (t) => {
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.nat({ max: 9 })), (messages, cuts) => {
      let rest = Buffer.concat(messages);
      const chunks: Buffer[] = [];
      for (const cut of cuts) {
        chunks.push(rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
      t.deepEqual(
        read([...chunks, rest]),
        messages.map((whole) => whole.toString('hex')),
      );
    }),
  );
});

test('a message that is cut off spoils only itself', (t) => {
  fc.assert(
    fc.property(message, fc.nat({ max: 200 }), message, (broken, at, whole) => {
      const cut = broken.subarray(0, Math.min(at, broken.length - 1));
      t.deepEqual(read([cut, whole]), [whole.toString('hex')]);
    }),
  );
});

test('any bytes at all: only well-formed messages come out', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      for (const hex of read([bytes])) {
        const whole = Buffer.from(hex, 'hex');
        const inner = whole[0] === FIRMATA.sysex ? whole.subarray(1, -1) : whole.subarray(1);
        t.true(inner.every((byte) => byte < 0x80));
      }
    }),
  );
});

test('an endless sysex takes no memory', (t) => {
  t.deepEqual(
    read([Buffer.from([FIRMATA.sysex]), Buffer.alloc(100_000, 1), Buffer.from([FIRMATA.endSysex])]),
    [],
  );
});

test('a host asks with fewer bytes than a board answers', (t) => {
  t.deepEqual(read([Buffer.from([0xf9, 0xc2, 1, 0xff])], TO_BOARD), ['f9', 'c201', 'ff']);
});
