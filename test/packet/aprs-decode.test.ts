import test from 'ava';
import fc from 'fast-check';
import { decodeAprs } from '../../host/packet/aprs/decode.js';
import { readSentence } from '../../host/packet/nmea.js';
import { specimens } from './packets.js';

const all = specimens();

test('no bytes make the decoder throw, whatever they begin with', (t) => {
  const head = fc.constantFrom(
    ..."!=/@`';):>[_T?<}${,\x1c\x1d",
    'T#',
    '$ULTW',
    '!!',
    '$GPRMC,',
    ':W1AW     :',
    '}W1AW>APRS:',
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.stringMatching(/^[ -~]{0,80}$/).map((text) => Buffer.from(text)),
  );
  const to = fc.oneof(fc.constant('APZ001'), fc.stringMatching(/^[0-9A-Z]{1,6}(-\d{1,2})?$/), fc.string());
  fc.assert(
    fc.property(head, body, to, (start, rest, destination) => {
      const info = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
      const report = decodeAprs({ from: 'W1AW', to: destination, info });
      t.truthy(report.kind);
      if ('place' in report) {
        t.true(Math.abs(report.place.latitude) <= 90.001 && Math.abs(report.place.longitude) <= 180.001);
      }
    }),
    { numRuns: 3000 },
  );
});

test('real packets with bytes changed, cut and doubled neither throw nor grow', (t) => {
  const mutation = fc.record({
    which: fc.nat(all.length - 1),
    at: fc.nat(100),
    byte: fc.nat(255),
    act: fc.constantFrom('change', 'cut', 'double'),
  });
  fc.assert(
    fc.property(mutation, ({ which, at, byte, act }) => {
      const { from, to, info } = all[which] ?? { from: '', to: '', info: Buffer.alloc(0) };
      const bytes = Buffer.from(info);
      if (act === 'change' && at < bytes.length) bytes[at] = byte;
      const changed =
        act === 'cut' ? bytes.subarray(0, at) : act === 'double' ? Buffer.concat([bytes, bytes]) : bytes;
      const report = decodeAprs({ from, to, info: changed });
      t.true(JSON.stringify(report).length < 20 * changed.length + 2000);
    }),
    { numRuns: 5000 },
  );
});

test('the longest frame of any one byte is read at once: no pattern runs away', (t) => {
  for (const start of [
    '!4903.50N/07201.75W-',
    '>',
    ':W1AW     :',
    'T#1,',
    '<',
    '`c_Vm6hk/',
    '_10090556c',
    '',
  ]) {
    for (let byte = 0; byte < 256; byte++) {
      const info = Buffer.concat([Buffer.from(start), Buffer.alloc(2048, byte)]);
      t.truthy(decodeAprs({ from: 'W1AW', to: 'T2SP0W', info }).kind);
    }
  }
});

test('packets within packets are opened three deep', (t) => {
  const nested = (depth: number): Buffer => Buffer.from(`${'}A>B:'.repeat(depth)}>hi`);
  let report = decodeAprs({ from: 'W1AW', to: 'APZ001', info: nested(3) });
  for (let depth = 0; depth < 3; depth++) if (report.kind === 'third-party') report = report.inner;
  t.like(report, { kind: 'status', comment: 'hi' });
  t.regex(JSON.stringify(decodeAprs({ from: 'W1AW', to: 'APZ001', info: nested(300) })), /too-deep/);
});

test('a line end after a packet changes nothing', (t) => {
  for (const { from, to, info, line } of all) {
    const report = decodeAprs({ from, to, info });
    for (const end of ['\r', '\n', '\r\n']) {
      t.deepEqual(decodeAprs({ from, to, info: Buffer.concat([info, Buffer.from(end)]) }), report, line);
    }
  }
});

test('text in UTF-8 and in Latin-1 is read as its writer meant it', (t) => {
  const comment = (info: Buffer): string => {
    const report = decodeAprs({ from: 'W1AW', to: 'APZ001', info });
    return report.kind === 'status' ? report.comment : report.kind;
  };
  t.is(comment(Buffer.from('>café à la', 'latin1')), 'café à la');
  t.is(comment(Buffer.from('>café à la', 'utf8')), 'café à la');
  t.is(comment(Buffer.from('>two\r\nlines\0\r\n')), 'two\r\nlines');
});

test('no text makes the NMEA reader throw', (t) => {
  fc.assert(
    fc.property(fc.stringMatching(/^\$G[PN](RMC|GGA|GLL|VTG|WPL)[,0-9.NSEWAV*-]{0,60}$/), (line) => {
      const read = readSentence(line);
      if (read.ok && read.fix.latitude !== undefined) t.true(Math.abs(read.fix.latitude) <= 90);
      t.pass();
    }),
    { numRuns: 2000 },
  );
});
