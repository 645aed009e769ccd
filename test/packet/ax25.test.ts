import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/base/error.js';
import { type Ax25Error, type CommandResponse, decodeFrame, encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss } from '../../host/packet/kiss/kiss.js';
import { anyContent } from './arbitraries.js';
import { hex, utf8 } from './bytes.js';

const hop = (text: string) => ({ call: parseCallSign(text.replace('*', '')), repeated: text.endsWith('*') });
const W1AW = parseCallSign('W1AW');
const CQ = parseCallSign('CQ');

/**
 * Measured: what kissutil of Dire Wolf 1.6 sends for N0CALL-7>APDW16,WIDE1-1,WIDE2-1, up to the information.
 */
const DIRE_WOLF = '82A088AE626CE0 9C6086829898EE AE92888A624062 AE92888A644063 03F0 21';

test('a UI frame is byte for byte that of Dire Wolf', (t) => {
  const frame = encodeUi({
    from: parseCallSign('N0CALL-7'),
    to: parseCallSign('APDW16'),
    path: [hop('WIDE1-1'), hop('WIDE2-1')],
    info: utf8('!'),
  });
  t.deepEqual(frame, hex(DIRE_WOLF));
  t.deepEqual(encodeKiss({ port: 0, command: 0, data: frame }), hex(`C0 00 ${DIRE_WOLF} C0`));
});

test('the frame of Dire Wolf reads back', (t) => {
  t.deepEqual(decodeFrame(hex(DIRE_WOLF)), {
    ok: true,
    frame: {
      type: 'UI',
      from: parseCallSign('N0CALL-7'),
      to: parseCallSign('APDW16'),
      path: [hop('WIDE1-1'), hop('WIDE2-1')],
      commandResponse: 'both-set',
      control: 0x03,
      pollFinal: false,
      pid: 0xf0,
      info: utf8('!'),
    },
  });
});

test('any UI frame comes back', (t) => {
  fc.assert(
    fc.property(anyContent, (content) => {
      t.deepEqual(decodeFrame(encodeUi(content)), {
        ok: true,
        frame: { type: 'UI', control: 0x03, pollFinal: false, ...content },
      });
    }),
  );
});

test('arbitrary bytes never throw', (t) => {
  const address = fc.uint8Array({ minLength: 14, maxLength: 14 }).map((bytes) => {
    // Mostly well-formed, or nearly everything would stop at the first check.
    const even = bytes.map((value, index) => (index % 7 === 6 ? value & 0xfe : 0x82 + (value & 0x0e)));
    even[13] = (even[13] ?? 0) | 1;
    return Buffer.from(even);
  });
  const framed = fc.tuple(address, fc.uint8Array({ maxLength: 6 })).map((parts) => Buffer.concat(parts));
  const errors: readonly Ax25Error[] = [
    'too-short',
    'address-not-ended',
    'address-misaligned',
    'too-few-addresses',
    'too-many-digipeaters',
    'bad-callsign-character',
    'no-control',
    'no-pid',
  ];
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), framed), (bytes) => {
      const result = decodeFrame(bytes);
      if (!result.ok) t.true(errors.includes(result.error));
      else t.true(result.frame.info.length < bytes.length - 14);
    }),
    { numRuns: 500 },
  );
});

const HEAD = 'AE6282AE404060 86A24040404061';
const TYPES: readonly [type: string, control: string, extra: object][] = [
  ['UI', '03', { pid: 0xf0, pollFinal: false }],
  ['UI', '13', { pid: 0xf0, pollFinal: true }],
  ['I', '00', { pid: 0xf0, pollFinal: false, ns: 0, nr: 0 }],
  ['I', 'B6', { pid: 0xf0, pollFinal: true, ns: 3, nr: 5 }],
  ['I', 'EE', { pid: 0xf0, pollFinal: false, ns: 7, nr: 7 }],
  ['RR', '61', { pollFinal: false, nr: 3 }],
  ['RNR', '15', { pollFinal: true, nr: 0 }],
  ['REJ', 'E9', { pollFinal: false, nr: 7 }],
  ['SREJ', '2D', { pollFinal: false, nr: 1 }],
  ['SABM', '3F', { pollFinal: true }],
  ['SABM', '2F', { pollFinal: false }],
  ['SABME', '7F', { pollFinal: true }],
  ['DISC', '53', { pollFinal: true }],
  ['DM', '1F', { pollFinal: true }],
  ['UA', '73', { pollFinal: true }],
  ['FRMR', '97', { pollFinal: true }],
  ['XID', 'BF', { pollFinal: true }],
  ['TEST', 'F3', { pollFinal: true }],
  ['unknown', 'FF', { pollFinal: true }],
  ['unknown', '23', { pollFinal: false }],
];
for (const [type, control, extra] of TYPES) {
  test(`control byte ${control} is ${type}`, (t) => {
    const hasPid = 'pid' in extra;
    const result = decodeFrame(hex(`${HEAD} ${control} ${hasPid ? 'F0' : ''} 41 42`));
    t.deepEqual<unknown, unknown>(result, {
      ok: true,
      frame: {
        from: CQ,
        to: W1AW,
        path: [],
        commandResponse: 'both-clear',
        control: Number.parseInt(control, 16),
        info: utf8('AB'),
        type,
        ...extra,
      },
    });
  });
}

const ROLES: readonly [to: string, from: string, CommandResponse][] = [
  ['E0', '61', 'command'],
  ['60', 'E1', 'response'],
  ['E0', 'E1', 'both-set'],
  ['60', '61', 'both-clear'],
];
for (const [to, from, role] of ROLES) {
  test(`C bits of ${to} and ${from} mean ${role}`, (t) => {
    const bytes = hex(`AE6282AE4040 ${to} 86A240404040 ${from} 03 F0`);
    const result = decodeFrame(bytes);
    t.is(result.ok && result.frame.commandResponse, role);
    t.deepEqual(encodeUi({ from: CQ, to: W1AW, path: [], info: hex(''), commandResponse: role }), bytes);
  });
}

test('SSID 15, the H bit and the end of the address field stand where section 3.12 puts them', (t) => {
  const path = [hop('AA-15*'), hop('BB')];
  const bytes = encodeUi({ from: CQ, to: W1AW, path, info: hex(''), commandResponse: 'both-clear' });
  t.deepEqual(bytes, hex('AE6282AE404060 86A24040404060 828240404040FE 84844040404061 03F0'));
  const result = decodeFrame(bytes);
  t.deepEqual(result.ok && result.frame.path, path);
});

test('reserved bits are ignored on receipt', (t) => {
  const result = decodeFrame(hex('AE6282AE404000 86A24040404001 03 F0'));
  t.true(result.ok && result.frame.to === W1AW);
});

test('eight digipeaters fit, nine do not', (t) => {
  const eight = Array.from({ length: 8 }, (_, index) => hop(`D${index}`));
  const info = utf8('x');
  const result = decodeFrame(encodeUi({ from: CQ, to: W1AW, path: eight, info }));
  t.deepEqual(result.ok && result.frame.path, eight);
  const error = t.throws(() => encodeUi({ from: CQ, to: W1AW, path: [...eight, hop('D8')], info }), {
    instanceOf: OnairError,
  });
  t.is(error?.code, 'bad-value');
});

for (const pid of [0, 255]) {
  test(`PID ${pid} passes`, (t) => {
    const result = decodeFrame(encodeUi({ from: CQ, to: W1AW, path: [], info: hex(''), pid }));
    t.is(result.ok && result.frame.type === 'UI' && result.frame.pid, pid);
  });
}

for (const pid of [-1, 256, 1.5, Number.NaN]) {
  test(`PID ${pid} is refused`, (t) => {
    const error = t.throws(() => encodeUi({ from: CQ, to: W1AW, path: [], info: hex(''), pid }), {
      instanceOf: OnairError,
    });
    t.is(error?.code, 'bad-value');
  });
}

const TO = 'AE6282AE404060';
const DAMAGED: readonly [why: string, bytes: string, Ax25Error][] = [
  ['empty', '', 'too-short'],
  ['one byte short', `${HEAD}`, 'too-short'],
  ['no extension bit anywhere', TO.repeat(3), 'address-not-ended'],
  ['extension bit inside a callsign', `${TO} 87A24040404061 03 F0`, 'address-misaligned'],
  [
    'extension bit in the middle of the second SSID neighbour',
    `${TO} 86A24040404161 03 F0`,
    'address-misaligned',
  ],
  ['one address only', 'AE6282AE404061 86A24040404061 03 F0', 'too-few-addresses'],
  ['nine digipeaters', `${TO.repeat(10)} 86A24040404061 03 F0`, 'too-many-digipeaters'],
  ['a lower case letter', 'EE6282AE404060 86A24040404061 03 F0', 'bad-callsign-character'],
  ['a space inside', 'AE4082AE404060 86A24040404061 03 F0', 'bad-callsign-character'],
  ['nobody at all', '40404040404060 86A24040404061 03 F0', 'bad-callsign-character'],
  ['padding with zeros', 'AE6282AE000060 86A24040404061 03 F0', 'bad-callsign-character'],
  ['a bad digipeater', `${TO} ${TO} 5E404040404061 03 F0`, 'bad-callsign-character'],
  ['no control byte', `${TO} ${TO} 86A24040404061`, 'no-control'],
  ['UI without PID', `${HEAD} 03`, 'no-pid'],
  ['I without PID', `${HEAD} 00`, 'no-pid'],
];
for (const [why, bytes, error] of DAMAGED) {
  test(`damaged frame, ${why}: ${error}`, (t) => t.deepEqual(decodeFrame(hex(bytes)), { ok: false, error }));
}

test('the shortest frames pass: addresses and control, no information', (t) => {
  t.true(decodeFrame(hex(`${HEAD} 73`)).ok);
  t.true(decodeFrame(hex(`${HEAD} 03 F0`)).ok);
});

test('a frame owns its memory', (t) => {
  const bytes = hex(DIRE_WOLF);
  const result = decodeFrame(bytes);
  bytes.fill(0);
  t.is(result.ok && Buffer.from(result.frame.info).toString(), '!');
});
